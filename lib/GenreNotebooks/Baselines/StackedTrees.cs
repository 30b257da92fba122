using GenreNotebooks.Protocol;
using Microsoft.ML.Data;

namespace GenreNotebooks.Baselines;

/// <summary>
/// Gradient-boosted trees that see, beside their features, the probabilities of a classifier of the lyrics. What the trees learn
/// from is said of each training song by a classifier that has not learnt from it (out of fold), as it will be of new songs.
/// </summary>
public sealed record StackedTrees : IEstimator
{
    /// <inheritdoc/>
    public string Name { get; init; } = "stacked trees";

    /// <summary>The trees.</summary>
    public GradientBoostedTrees Trees { get; init; } = new();

    /// <summary>The classifier of the lyrics; a choice on validation songs is made once, for all folds. Default TF-IDF.</summary>
    public IEstimator Lyrics { get; init; } = TfidfLogisticRegression.Tuned;

    /// <summary>The number of folds, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <inheritdoc/>
    public IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default)
    {
        var lyrics = Lyrics is BestOnValidation search ? search.Choose(songs, seed, cancellation) : Lyrics;
        var outOfFold = new Dictionary<int, double[]>();
        foreach (var (train, held) in songs.Folds(Folds, seed))
        {
            var said = lyrics.Fit(train, seed, cancellation).Predict(held.Inputs);
            foreach (var (row, probabilities) in held.Inputs.Rows.Zip(said))
            {
                outOfFold.Add(row, probabilities);
            }
        }
        var rows = songs.Inputs.Select(song => Trees.RowOf(songs.Inputs, song, outOfFold[songs.Inputs.Rows[song]]));
        return new Classifier(Trees, lyrics.Fit(songs, seed, cancellation), Trees.Fit(rows, songs, seed, cancellation));
    }

    private sealed class Classifier(GradientBoostedTrees trees, IClassifier lyrics, MlModel model) : IClassifier
    {
        public double[][] Predict(SongInputs songs)
        {
            var said = lyrics.Predict(songs);
            VBuffer<float> RowOf(int song) => trees.RowOf(songs, song, said[song]);
            return model.Predict(songs.Select(RowOf));
        }
    }
}
