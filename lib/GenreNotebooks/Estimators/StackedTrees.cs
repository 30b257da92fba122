using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Microsoft.ML.Data;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Gradient-boosted trees that see, beside their features, what lyrics are like (length, repetition, rare words) and the probabilities
/// of classifiers of the lyrics. What the trees learn from is said of each training song by classifiers that have not learnt from it
/// (out of fold), as it will be of new songs.
/// </summary>
public sealed record StackedTrees : IEstimator
{
    /// <inheritdoc/>
    public string Name { get; init; } = "stacked trees";

    /// <summary>The trees; without features, they see lyrics alone.</summary>
    public GradientBoostedTrees Trees { get; init; } = new();

    /// <summary>
    /// The classifiers of the lyrics; a choice on validation songs is made once, for all folds. Default logistic regression on TF-IDF
    /// and naive Bayes.
    /// </summary>
    public IReadOnlyList<IEstimator> Lyrics { get; init; } = [TfidfLogisticRegression.Tuned, new NaiveBayes()];

    /// <summary>The number of folds, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        var lyrics = Lyrics.Select(one => one is BestOnValidation search ? search.Choose(songs, seed, cancellation) : one).ToArray();
        var outOfFold = new Dictionary<int, double[]>();
        foreach (var (train, held) in songs.Folds(Folds, seed))
        {
            var said = Said(FitAll(train), held);
            foreach (var (row, probabilities) in held.Rows.Zip(said))
            {
                outOfFold.Add(row, probabilities);
            }
        }
        var rows = songs.Select(song => RowOf(Trees, songs, song, outOfFold[songs.Rows[song]]), cancellation);
        return new Classifier(Trees, FitAll(songs), Trees.Fit(rows, songs, seed, cancellation));

        IClassifier[] FitAll(SongDataset learnt) => Array.ConvertAll(lyrics, one => one.Fit(learnt, seed, cancellation));
    }

    private static VBuffer<float> RowOf(GradientBoostedTrees trees, SongDataset songs, int song, double[] said) =>
        trees.RowOf(songs, song, [.. LyricStatistics.Of(songs, song), .. said]);

    /// <summary>What all classifiers say of each song, one after the other.</summary>
    private static double[][] Said(IClassifier[] lyrics, SongDataset songs)
    {
        var said = Array.ConvertAll(lyrics, one => one.Predict(songs));
        return songs.Select(song => said.SelectMany(one => one[song]).ToArray());
    }

    private sealed class Classifier(GradientBoostedTrees trees, IClassifier[] lyrics, MlModel model) : IClassifier
    {
        public double[][] Predict(SongDataset songs)
        {
            var said = Said(lyrics, songs);
            return model.Predict(songs.Select(song => RowOf(trees, songs, song, said[song])));
        }
    }
}

/// <summary>What lyrics are like, whatever their words: long or short, rich or repetitive, of common or rare words.</summary>
internal static class LyricStatistics
{
    // The vocabulary is sorted by how common its words are.
    private const int Uncommon = 5_000, Rare = 10_000;

    /// <summary>
    /// A song's number of tokens and of different ones; then as shares of its tokens the different ones, the most frequent one, the different
    /// pairs of neighbours, those that come once, and those beyond the vocabulary's first 5,000 and 10,000; then the mean of ln(1 + id).
    /// All 0 for a song without words.
    /// </summary>
    public static double[] Of(SongDataset songs, int song)
    {
        var tokens = songs.TokensOf(song)[1..^1].ToArray();
        if (tokens.Length == 0)
        {
            return new double[9];
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
