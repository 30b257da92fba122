using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Microsoft.ML.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Gradient-boosted trees that judge artists by the means and the standard deviations, over their songs, of what other trees read of a song
/// and predict for it, and by the number of songs. For training, these predictions are out of fold. Artists' labels are no input.
/// </summary>
public sealed record ArtistTrees : ISavableEstimator
{
    private readonly IRowEstimator bySong;

    /// <summary>Creates the estimator.</summary>
    /// <param name="bySong">The estimator for single songs: <see cref="GradientBoostedTrees"/> or <see cref="StackedTrees"/>.</param>
    /// <exception cref="InputException">It is another one.</exception>
    public ArtistTrees(IEstimator bySong) => this.bySong = bySong as IRowEstimator
        ?? throw new InputException($"The estimator '{bySong.Name}' does not read rows of numbers: expected GradientBoostedTrees or StackedTrees.");

    /// <inheritdoc/>
    public string Name => $"{bySong.Name}, artists' means";

    /// <summary>
    /// The number of training sets that each song begins, at least 1. A set holds the song and a random number of other songs of its artist,
    /// more often few than many, so that the trees can judge an artist by one song or by many. Default 3.
    /// </summary>
    public int SetsPerSong { get; init; } = 3;

    /// <summary>The number of folds for predictions of training songs, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var (rows, classifier) = bySong.FitRows(songs, seed, stop.Token);
        var encoder = new RowEncoder(rows);
        var outOfFold = OutOfFold(songs, rows, seed, stop.Token);
        var vectors = songs.Select(song => encoder.Encode(rows[song], outOfFold[song]), stop.Token);
        var (sets, owners) = (new List<VBuffer<float>>(), new List<int>());
        foreach (var (song, set) in RandomSets(songs, SetsPerSong, RandomSeed.Random(seed)))
        {
            stop.Token.ThrowIfCancellationRequested();
            sets.Add(RowOf(SongSet.Of(set.Select(one => vectors[one])).Mean));
            owners.Add(songs.Labels[song]);
        }
        var trees = bySong.Trees with { MinSongsPerLeaf = bySong.Trees.MinSongsPerLeaf * SetsPerSong };
        return new Classifier(classifier, encoder, trees.Fit([.. sets], owners, songs.Genres.Count, seed, stop.Token), songs.Genres.Count);
    }

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from)
    {
        var classifier = (RowClassifier)((ISavableEstimator)bySong).Read(from.Part("song"));
        var encoder = RowEncoder.Read(from, classifier.Trees.Features);
        return new Classifier(classifier, encoder, BoostedTrees.Read(from.Part("artist"), encoder.Width(from.Genres) + 1), from.Genres);
    }

    /// <summary>Sets of songs by one artist, each begun by a song.</summary>
    private static IEnumerable<(int Song, IEnumerable<int> Set)> RandomSets(SongDataset songs, int setsPerSong, Random random)
    {
        var songsOf = Enumerable.Range(0, songs.Count).GroupBy(songs.ArtistOf).ToDictionary(artist => artist.Key, artist => artist.ToArray());
        for (var pass = 0; pass < setsPerSong; pass++)
        {
            for (var song = 0; song < songs.Count; song++)
            {
                var others = songsOf[songs.ArtistOf(song)].ToArray();
                Split.Shuffle(others, random);
                var count = SetSize.Draw(others.Length, random);
                yield return (song, others.Where(other => other != song).Take(count - 1).Prepend(song));
            }
        }
    }

    /// <summary>The predictions for training songs of trees fitted to other artists' songs.</summary>
    private double[][] OutOfFold(SongDataset songs, VBuffer<float>[] rows, int seed, CancellationToken cancellation)
    {
        var places = songs.Rows.Index().ToDictionary(song => song.Item, song => song.Index);
        var predicted = new double[songs.Count][];
        foreach (var (train, held) in songs.Folds(Folds, seed))
        {
            var model = bySong.Trees.Fit(RowsOf(train), train.Labels, songs.Genres.Count, seed, cancellation);
            foreach (var (row, probabilities) in held.Rows.Zip(model.Predict(RowsOf(held))))
            {
                predicted[places[row]] = probabilities;
            }
        }
        return predicted;

        VBuffer<float>[] RowsOf(SongDataset some) => Array.ConvertAll(some.Rows, row => rows[places[row]]);
    }

    /// <summary>The row of a set: means, standard deviations, and the number of songs.</summary>
    private static VBuffer<float> RowOf(SetMean set)
    {
        var half = set.Vector.Length / 2;
        var row = new float[set.Vector.Length + 1];
        for (var place = 0; place < half; place++)
        {
            var (mean, ofSquares) = (set.Vector[place], set.Vector[half + place]);
            (row[place], row[half + place]) = (mean, MathF.Sqrt(MathF.Max(0, ofSquares - (mean * mean))));
        }
        row[^1] = set.Count;
        return new(row.Length, row);
    }

    private sealed class Classifier(RowClassifier bySong, RowEncoder encoder, BoostedTrees trees, int genres) : ArtistClassifier
    {
        public override IReadOnlyList<Module<SongBatch, Tensor>> Networks => bySong.Networks;

        public override int Width => encoder.Width(genres);

        public override float[][] Encode(SongDataset songs)
        {
            var rows = bySong.RowsOf(songs);
            return [.. rows.Zip(bySong.Predict(rows), encoder.Encode)];
        }

        public override double[][] Answer(SetMean[] sets) => trees.Predict(Array.ConvertAll(sets, RowOf));

        public override void Write(ClassifierWriter to)
        {
            bySong.Write(to.Part("song"));
            encoder.Write(to);
            trees.Write(to.Part("artist"));
        }
    }
}

/// <summary>
/// Turns a song's row and its predicted log-probabilities into a vector: the numbers, then their squares. The row is standardized over the
/// training songs, so that sums of squares stay exact enough in floats.
/// </summary>
internal sealed class RowEncoder
{
    private readonly float[][] scaling;

    /// <summary>Learns the scaling.</summary>
    /// <param name="rows">The rows of the training songs.</param>
    public RowEncoder(VBuffer<float>[] rows) =>
        scaling = [.. Enumerable.Range(0, rows[0].Length).Select(column => StandardScaler.Learn(Array.ConvertAll(rows, row => row.GetItemOrDefault(column))))];

    private RowEncoder(float[][] scaling) => this.scaling = scaling;

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <param name="from">The reader.</param>
    /// <param name="columns">The length of a row.</param>
    /// <exception cref="InputException">The scaling is missing or not one of such rows.</exception>
    public static RowEncoder Read(ClassifierReader from, int columns) => new([.. from.Read<float>("scaling", columns, 2).Chunk(2)]);

    /// <summary>Writes the scaling.</summary>
    public void Write(ClassifierWriter to) => to.Write("scaling", tensor(scaling.SelectMany(column => column).ToArray()).reshape(scaling.Length, 2));

    /// <summary>The length of a vector.</summary>
    public int Width(int genres) => 2 * (scaling.Length + genres);

    /// <summary>Encodes a song.</summary>
    public float[] Encode(VBuffer<float> row, double[] probabilities)
    {
        float[] numbers = [.. row.DenseValues().Zip(scaling, (value, scale) => (value - scale[0]) / scale[1]), .. LogProbabilities.Of(probabilities)];
        return [.. numbers, .. numbers.Select(number => number * number)];
    }
}
