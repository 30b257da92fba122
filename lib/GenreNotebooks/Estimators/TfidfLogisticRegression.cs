using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using static TorchSharp.torch;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Multinomial logistic regression on the TF-IDF of the lyrics' tokens and pairs of tokens, with ML.NET's L-BFGS.
/// </summary>
public sealed record TfidfLogisticRegression : ISavableEstimator
{
    /// <inheritdoc/>
    public string Name { get; init; } = "tf-idf";

    /// <summary>The weight of the L2 penalty, 0 or more. Default 0.4.</summary>
    public double L2 { get; init; } = 0.4;

    /// <summary>Terms in fewer training songs are left out. Default 2.</summary>
    public int MinSongs { get; init; } = 2;

    /// <summary>Logistic regression whose L2 penalty is chosen on validation songs.</summary>
    public static BestOnValidation Tuned { get; } = new(
        "tf-idf", [.. new[] { 0.2, 0.4, 0.8, 1.6 }.Select(l2 => new TfidfLogisticRegression { L2 = l2 })]);

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var vectorizer = new TfidfVectorizer(songs, MinSongs, stop.Token);
        if (vectorizer.Count == 0)
        {
            throw new InputException($"No token occurs in {MinSongs} of the {songs.Count} training songs (MinSongs), so there is nothing to learn from: expected a lower MinSongs, or more songs.");
        }
        var rows = songs.Select(song => vectorizer.Transform(songs, song), stop.Token);
        return new Classifier(vectorizer, SoftmaxRegression.Of(MlModel.Fit(rows, songs.Labels, songs.Genres.Count, Trainer, seed, stop.Token)));
    }

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from)
    {
        var vectorizer = TfidfVectorizer.Read(from);
        return new Classifier(vectorizer, SoftmaxRegression.Read(from, vectorizer.Count));
    }

    // One thread, because summing in another order would give other digits.
    private LbfgsMaximumEntropyMulticlassTrainer Trainer(MLContext ml) => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
        new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = (float)L2,
            OptimizationTolerance = 1e-4f,
            NumberOfThreads = 1,
        });

    private sealed class Classifier(TfidfVectorizer vectorizer, SoftmaxRegression regression) : ISavableClassifier
    {
        public double[][] Predict(SongDataset songs) => songs.Select(song => regression.Predict(vectorizer.Transform(songs, song)));

        public void Write(ClassifierWriter to)
        {
            vectorizer.Write(to);
            regression.Write(to);
        }
    }
}

/// <summary>
/// Turns lyrics into weighted terms: single tokens and pairs of neighbours, without the markers. A term's weight is (1 + ln count)
/// times its idf, and each song's weights have norm 1: scikit-learn's <c>TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)</c>.
/// </summary>
internal sealed class TfidfVectorizer
{
    private readonly Dictionary<long, int> places = [];
    private readonly double[] idf;

    /// <summary>Learns the terms and their idf, ln((1 + songs) / (1 + songs with the term)) + 1.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="minSongs">Terms in fewer songs are left out.</param>
    /// <param name="cancellation">Stops before the next song.</param>
    public TfidfVectorizer(SongDataset songs, int minSongs, CancellationToken cancellation = default)
    {
        var counts = new Dictionary<long, int>();
        for (var song = 0; song < songs.Count; song++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var term in Terms(songs, song).Distinct())
            {
                counts[term] = counts.GetValueOrDefault(term) + 1;
            }
        }
        foreach (var term in counts.Keys.Where(term => counts[term] >= minSongs).Order())
        {
            places.Add(term, places.Count);
        }
        idf = [.. places.Keys.Order().Select(term => Math.Log((1.0 + songs.Count) / (1 + counts[term])) + 1)];
    }

    private TfidfVectorizer(long[] terms, double[] idf)
    {
        foreach (var term in terms)
        {
            places.Add(term, places.Count);
        }
        this.idf = idf;
    }

    /// <summary>The number of terms.</summary>
    public int Count => idf.Length;

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <exception cref="InputException">The numbers are not terms and their idf.</exception>
    public static TfidfVectorizer Read(ClassifierReader from)
    {
        var terms = from.Read<long>("terms", -1);
        return terms.Zip(terms.Skip(1)).All(pair => pair.First < pair.Second) ? new(terms, from.Read<double>("idf", terms.Length))
            : throw from.Invalid("terms", "terms out of order", "each term once, in ascending order");
    }

    /// <summary>Writes the terms, in ascending order, and their idf.</summary>
    public void Write(ClassifierWriter to)
    {
        to.Write("terms", tensor(places.Keys.Order().ToArray()));
        to.Write("idf", tensor(idf));
    }

    /// <summary>A song's weights, all 0 if it has no known term.</summary>
    public VBuffer<float> Transform(SongDataset songs, int song)
    {
        var terms = Terms(songs, song).Where(places.ContainsKey).CountBy(term => places[term]).OrderBy(term => term.Key).ToArray();
        var weights = Array.ConvertAll(terms, term => (1 + Math.Log(term.Value)) * idf[term.Key]);
        var length = Math.Sqrt(weights.Sum(weight => weight * weight));
        return new(Count, terms.Length, Array.ConvertAll(weights, weight => (float)(weight / length)), Array.ConvertAll(terms, term => term.Key));
    }

    // Single tokens have ids below the vocabulary size, pairs above it.
    private static List<long> Terms(SongDataset songs, int song)
    {
        var tokens = songs.TokensOf(song)[1..^1];
        var terms = new List<long>(2 * tokens.Length);
        for (var token = 0; token < tokens.Length; token++)
        {
            terms.Add(tokens[token]);
            if (token > 0)
            {
                terms.Add(((tokens[token - 1] + 1L) * songs.VocabularySize) + tokens[token]);
            }
        }
        return terms;
    }
}
