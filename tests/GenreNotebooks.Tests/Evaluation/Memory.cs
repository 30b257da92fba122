using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>Memorises its training songs: certain of their genres, undecided about all others.</summary>
internal sealed class Memory(string name = "memory", List<int>? seeds = null) : IEstimator
{
    /// <summary>The rows of each fit, in order.</summary>
    public List<int[]> Learnt { get; } = [];

    /// <summary>For each prediction, the training rows and the predicted rows.</summary>
    public List<(int[] Learnt, int[] Asked)> Asked { get; } = [];

    public string Name => name;

    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        seeds?.Add(seed);
        Learnt.Add(songs.Rows);
        return new Classifier(this, songs);
    }

    private sealed class Classifier(Memory memory, SongDataset learnt) : IClassifier
    {
        public double[][] Predict(SongDataset songs)
        {
            memory.Asked.Add((learnt.Rows, songs.Rows));
            return songs.Select<double[]>(song => learnt.Rows.IndexOf(songs.Rows[song]) is >= 0 and var place
                ? [.. Enumerable.Range(0, learnt.Genres.Count).Select(genre => genre == learnt.Labels[place] ? 1.0 : 0)]
                : [.. Enumerable.Repeat(1.0 / learnt.Genres.Count, learnt.Genres.Count)]);
        }
    }
}
