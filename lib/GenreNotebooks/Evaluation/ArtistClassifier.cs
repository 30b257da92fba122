using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// A classifier that judges artists: all songs of an artist get the same answer. It depends on the mean of a vector over the songs and on
/// their number, so songs can be added one at a time and in any order (Zaheer and others, <i>Deep Sets</i>, 2017).
/// </summary>
internal abstract class ArtistClassifier : ISavableClassifier
{
    private const int SetsAtOnce = 4096;

    /// <inheritdoc/>
    public abstract IReadOnlyList<Module<SongBatch, Tensor>> Networks { get; }

    /// <summary>Computes the vector of each song, <c>[songs][width]</c>.</summary>
    public abstract float[][] Encode(SongDataset songs);

    /// <summary>The length of a vector.</summary>
    public abstract int Width { get; }

    /// <summary>Predicts probabilities, <c>[sets][genres]</c>, for sets of songs.</summary>
    public abstract double[][] Answer(SetMean[] sets);

    /// <inheritdoc/>
    public abstract void Write(ClassifierWriter to);

    /// <summary>Gives each song the answer for all songs of its artist.</summary>
    public double[][] Predict(SongDataset songs)
    {
        var (vectors, sets) = (Encode(songs), new Dictionary<int, SongSet>());
        for (var song = 0; song < songs.Count; song++)
        {
            var artist = songs.ArtistOf(song);
            sets[artist] = sets.TryGetValue(artist, out var set) ? set : new();
            sets[artist].Add(vectors[song]);
        }
        var answers = sets.Keys.Zip(AnswerAll([.. sets.Values])).ToDictionary(answer => answer.First, answer => answer.Second);
        return songs.Select(song => answers[songs.ArtistOf(song)].ToArray());
    }

    /// <summary>Gives each song the answer for itself alone.</summary>
    public double[][] PredictAlone(SongDataset songs) => [.. AnswerAll(Encode(songs).Select(vector => SongSet.Of([vector])))];

    /// <summary>Gives each song the answer for itself and other songs of its artist, drawn at random.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="known">The number of songs of an artist that are known, at least 1; all if the artist has fewer.</param>
    /// <param name="seed">The random seed.</param>
    public double[][] Predict(SongDataset songs, int known, int seed)
    {
        var (vectors, random) = (Encode(songs), RandomSeed.Random(seed));
        var songsOf = Enumerable.Range(0, songs.Count).ToLookup(songs.ArtistOf);
        return [.. AnswerAll(songs.Select(song =>
        {
            int[] others = [.. songsOf[songs.ArtistOf(song)].Where(other => other != song)];
            Split.Shuffle(others, random);
            return SongSet.Of(others.Take(known - 1).Prepend(song).Select(one => vectors[one]));
        }))];
    }

    /// <summary>Answers for many sets, some thousands at a time.</summary>
    public IEnumerable<double[]> AnswerAll(IEnumerable<SongSet> sets)
    {
        using var stop = NotebookEngine.Linked();
        foreach (var some in sets.Chunk(SetsAtOnce))
        {
            stop.Token.ThrowIfCancellationRequested();
            foreach (var answer in Answer(Array.ConvertAll(some, set => set.Mean)))
            {
                yield return answer;
            }
        }
    }
}

/// <summary>The vectors of a set of songs, added up.</summary>
internal sealed class SongSet
{
    private float[] sum = [];

    /// <summary>The number of songs.</summary>
    public int Count { get; private set; }

    /// <summary>The mean of the vectors.</summary>
    public SetMean Mean => new(Array.ConvertAll(sum, value => value / Count), Count);

    /// <summary>A set of songs with these vectors.</summary>
    public static SongSet Of(IEnumerable<float[]> vectors)
    {
        var set = new SongSet();
        foreach (var vector in vectors)
        {
            set.Add(vector);
        }
        return set;
    }

    /// <summary>Adds a song.</summary>
    public void Add(ReadOnlySpan<float> vector)
    {
        sum = Count++ == 0 ? new float[vector.Length] : sum;
        for (var place = 0; place < sum.Length; place++)
        {
            sum[place] += vector[place];
        }
    }
}

/// <summary>A set of songs as classifiers see it.</summary>
/// <param name="Vector">The mean of the songs' vectors.</param>
/// <param name="Count">The number of songs, at least 1.</param>
internal readonly record struct SetMean(float[] Vector, int Count);
