using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Microsoft.ML.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Gradient-boosted trees on the features, on statistics of the lyrics (length, repetition, rare words) and on the probabilities of
/// lyrics classifiers. For training, each song's probabilities are out of fold: they come from classifiers that did not learn from
/// the song, as for new songs.
/// </summary>
public sealed record StackedTrees : IRowEstimator, ISavableEstimator
{
    /// <inheritdoc/>
    public string Name { get; init; } = "stacked trees";

    /// <summary>The trees. Without features they use the lyrics alone.</summary>
    public GradientBoostedTrees Trees { get; init; } = new();

    /// <summary>
    /// The lyrics classifiers. A choice on validation songs is made once for all folds. Default: logistic regression on TF-IDF and
    /// naive Bayes.
    /// </summary>
    public IReadOnlyList<IEstimator> Lyrics { get; init; } = [TfidfLogisticRegression.Tuned, new NaiveBayes()];

    /// <summary>The number of folds, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        ((IRowEstimator)this).FitRows(songs, seed, cancellation).Classifier;

    (VBuffer<float>[] Rows, RowClassifier Classifier) IRowEstimator.FitRows(SongDataset songs, int seed, CancellationToken cancellation)
    {
        var lyrics = Lyrics.Select(one => one is BestOnValidation search ? search.Choose(songs, seed, cancellation) : one).ToArray();
        var outOfFold = new Dictionary<int, double[]>();
        foreach (var (train, held) in songs.Folds(Folds, seed))
        {
            foreach (var (row, probabilities) in held.Rows.Zip(ProbabilitiesOf(FitAll(train), held)))
            {
                outOfFold.Add(row, probabilities);
            }
        }
        var rows = songs.Select(song => RowOf(Trees, songs, song, outOfFold[songs.Rows[song]]), cancellation);
        return (rows, new Classifier(Trees, FitAll(songs), Trees.Fit(rows, songs.Labels, songs.Genres.Count, seed, cancellation)));

        IClassifier[] FitAll(SongDataset train) => Array.ConvertAll(lyrics, one => one.Fit(train, seed, cancellation));
    }

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from)
    {
        var lyrics = Lyrics.Select((one, place) => ((ISavableEstimator)one).Read(from.Part($"lyrics.{place}")));
        return new Classifier(Trees, [.. lyrics], BoostedTrees.Read(from.Part("trees"), Trees.WidthWith(LyricStatistics.Count + (Lyrics.Count * from.Genres))));
    }

    private static VBuffer<float> RowOf(GradientBoostedTrees trees, SongDataset songs, int song, double[] probabilities) =>
        trees.RowOf(songs, song, [.. LyricStatistics.Of(songs, song), .. probabilities]);

    /// <summary>The concatenated probabilities of all classifiers for each song.</summary>
    private static double[][] ProbabilitiesOf(IClassifier[] lyrics, SongDataset songs)
    {
        var probabilities = Array.ConvertAll(lyrics, one => one.Predict(songs));
        return songs.Select(song => probabilities.SelectMany(one => one[song]).ToArray());
    }

    private sealed class Classifier(GradientBoostedTrees settings, IClassifier[] lyrics, BoostedTrees trees) : RowClassifier(trees)
    {
        public override IReadOnlyList<Module<SongBatch, Tensor>> Networks => [.. lyrics.OfType<ISavableClassifier>().SelectMany(one => one.Networks)];

        public override VBuffer<float>[] RowsOf(SongDataset songs)
        {
            var probabilities = ProbabilitiesOf(lyrics, songs);
            return songs.Select(song => RowOf(settings, songs, song, probabilities[song]));
        }

        public override void Write(ClassifierWriter to)
        {
            for (var place = 0; place < lyrics.Length; place++)
            {
                ((ISavableClassifier)lyrics[place]).Write(to.Part($"lyrics.{place}"));
            }
            Trees.Write(to.Part("trees"));
        }
    }
}

/// <summary>Statistics of lyrics that ignore which words they have: length, repetition and the rarity of the words.</summary>
internal static class LyricStatistics
{
    // The vocabulary is sorted by frequency, most common first.
    private const int Uncommon = 5_000, Rare = 10_000;

    /// <summary>The number of statistics of a song.</summary>
    public const int Count = 9;

    /// <summary>
    /// A song's number of tokens and of distinct tokens; then, as shares of its tokens, the distinct tokens, the most frequent token,
    /// the distinct pairs of neighbours, the tokens that occur once, and the tokens beyond the vocabulary's first 5,000 and first
    /// 10,000; then the mean of ln(1 + id). All are 0 for a song without words.
    /// The ids that titles have of their own, see <see cref="SongTable.WithTitles"/>, are beyond both.
    /// </summary>
    public static double[] Of(SongDataset songs, int song)
    {
        var tokens = songs.TokensOf(song)[1..^1].ToArray();
        if (tokens.Length == 0)
        {
            return new double[Count];
        }
        var counts = tokens.CountBy(token => token).Select(token => token.Value).ToArray();
        double Share(int count) => (double)count / tokens.Length;
        return
        [
            tokens.Length,
            counts.Length,
            Share(counts.Length),
            Share(counts.Max()),
            Share(tokens.Zip(tokens.Skip(1)).Distinct().Count()),
            Share(counts.Count(count => count == 1)),
            Share(tokens.Count(token => token > Uncommon)),
            Share(tokens.Count(token => token > Rare)),
            tokens.Average(token => Math.Log(1 + token)),
        ];
    }
}
