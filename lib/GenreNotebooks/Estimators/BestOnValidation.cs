using System.Collections.Concurrent;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using static System.FormattableString;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Chooses one of several estimators on a validation part of the training songs, then fits it on all of them: scikit-learn's
/// <c>GridSearchCV</c> with one fold.
/// </summary>
/// <param name="name">The name in tables.</param>
/// <param name="candidates">The estimators, at least one. On a tie the first is chosen.</param>
/// <param name="loss">The loss to minimise on the validation songs. Default: the log loss.</param>
public sealed class BestOnValidation(
    string name, IReadOnlyList<IEstimator> candidates, Func<Predictions, double>? loss = null) : ISavableEstimator
{
    private const string Place = "candidate";

    private readonly IReadOnlyList<IEstimator> candidates = candidates.Count > 0 ? candidates
        : throw new InputException($"'{name}' has no estimators to choose from: expected at least one.");

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Chooses the candidate with the lowest loss on validation songs.</summary>
    /// <param name="songs">The training songs, some of which serve as validation songs.</param>
    /// <param name="seed">The seed of the validation split and the candidates.</param>
    /// <param name="cancellation">Stops the search early.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public IEstimator Choose(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        var (train, validation) = songs.SplitValidation(seed);
        double Loss(IEstimator candidate) =>
            (loss ?? (predictions => predictions.LogLoss))(FrozenModel.Fit(candidate, train, seed, cancellation).Predict(validation));
        return new Candidate(candidates, candidates.Count == 1 ? 0 : Enumerable.Range(0, candidates.Count).MinBy(place => Loss(candidates[place])));
    }

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        Choose(songs, seed, cancellation).Fit(songs, seed, cancellation);

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from)
    {
        var place = from.Read<int>(Place, 1)[0];
        return place >= 0 && place < candidates.Count ? new Chosen(((ISavableEstimator)candidates[place]).Read(from), place)
            : throw from.Invalid(Place, Invariant($"the candidate {place}"), $"0 to {candidates.Count - 1}");
    }

    /// <summary>The chosen estimator. Its classifiers know its place, so that they can be read again.</summary>
    private sealed class Candidate(IReadOnlyList<IEstimator> candidates, int place) : IEstimator
    {
        public string Name => candidates[place].Name;

        public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
            new Chosen(candidates[place].Fit(songs, seed, cancellation), place);
    }

    private sealed class Chosen(IClassifier classifier, int place) : ISavableClassifier
    {
        public IReadOnlyList<Module<SongBatch, Tensor>> Networks => (classifier as ISavableClassifier)?.Networks ?? [];

        public double[][] Predict(SongDataset songs) => classifier.Predict(songs);

        public void Write(ClassifierWriter to)
        {
            to.Write(Place, tensor(new[] { place }));
            ((ISavableClassifier)classifier).Write(to);
        }
    }
}

/// <summary>An estimator shared by several models: fitted once for the same songs and seed.</summary>
internal sealed class CachedEstimator(IEstimator estimator) : IEstimator
{
    private readonly ConcurrentDictionary<(string Songs, int Seed), Lazy<IClassifier>> fitted = [];

    public string Name => estimator.Name;

    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        fitted.GetOrAdd((songs.Identity, seed), _ => new(() => estimator.Fit(songs, seed, cancellation))).Value;
}
