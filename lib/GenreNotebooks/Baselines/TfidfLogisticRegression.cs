using GenreNotebooks.Protocol;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace GenreNotebooks.Baselines;

/// <summary>
/// Multinomial logistic regression on the TF-IDF of the lyrics' tokens and pairs of tokens, with ML.NET's L-BFGS.
/// </summary>
public sealed record TfidfLogisticRegression : IEstimator
{
    /// <inheritdoc/>
    public string Name { get; init; } = "tf-idf";

    /// <summary>The weight of the L2 penalty, 0 or more. Default 0.4.</summary>
    public double L2 { get; init; } = 0.4;

    /// <summary>Terms in fewer training songs are left out. Default 2.</summary>
    public int MinSongs { get; init; } = 2;

    /// <summary>One whose L2 penalty is chosen on a validation part of the training songs.</summary>
    public static BestOnValidation Tuned { get; } = new(
        "tf-idf", [.. new[] { 0.2, 0.4, 0.8, 1.6 }.Select(l2 => new TfidfLogisticRegression { L2 = l2 })]);

    /// <inheritdoc/>
    public IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var vectorizer = new TfidfVectorizer(songs.Inputs, MinSongs, stop.Token);
        var rows = songs.Inputs.Select(song => vectorizer.Transform(songs.Inputs, song), stop.Token);
        return new Classifier(vectorizer, MlModel.Fit(rows, songs.Labels, songs.Genres.Count, Trainer, seed, stop.Token));
    }

    // One thread: sums in another order would give other digits.
    private LbfgsMaximumEntropyMulticlassTrainer Trainer(MLContext ml) => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
        new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = (float)L2,
            OptimizationTolerance = 1e-4f,
            NumberOfThreads = 1,
        });

    private sealed class Classifier(TfidfVectorizer vectorizer, MlModel model) : IClassifier
    {
        public double[][] Predict(SongInputs songs) => model.Predict(songs.Select(song => vectorizer.Transform(songs, song)));
    }
}
