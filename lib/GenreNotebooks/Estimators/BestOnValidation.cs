using System.Collections.Concurrent;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Chooses one of several estimators on a validation part of the training songs, then lets it learn from all of them: scikit-learn's
/// <c>GridSearchCV</c> with one fold.
/// </summary>
/// <param name="name">What tables call it.</param>
/// <param name="candidates">The estimators; at least one. Of equals the first is chosen.</param>
/// <param name="loss">What is to be lowest on the validation part; by default the log loss.</param>
public sealed class BestOnValidation(
    string name, IReadOnlyList<IEstimator> candidates, Func<Predictions, double>? loss = null) : IEstimator
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The candidate with the lowest loss.</summary>
    /// <param name="songs">The songs to choose by.</param>
    /// <param name="seed">Seeds the draw of the validation part and the candidates.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEstimator Choose(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        var (train, validation) = songs.SplitValidation(seed);
        double Loss(IEstimator candidate) =>
            (loss ?? (predictions => predictions.LogLoss))(FrozenModel.Fit(candidate, train, seed, cancellation).Predict(validation));
        return candidates.Count == 1 ? candidates[0] : candidates.MinBy(Loss)!;
    }

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        Choose(songs, seed, cancellation).Fit(songs, seed, cancellation);
}

/// <summary>An estimator that several models share: the same songs and seed are learnt from once.</summary>
internal sealed class FitOnce(IEstimator estimator) : IEstimator
{
    private readonly ConcurrentDictionary<(string Songs, int Seed), Lazy<IClassifier>> fitted = [];

    public string Name => estimator.Name;

    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        fitted.GetOrAdd((songs.Identity, seed), _ => new(() => estimator.Fit(songs, seed, cancellation))).Value;
}
