using System.Collections.Concurrent;

namespace GenreNotebooks.Protocol;

/// <summary>An estimator that several models share: the same songs and seed are learnt from once.</summary>
internal sealed class FitOnce(IEstimator estimator) : IEstimator
{
    private readonly ConcurrentDictionary<(string Songs, int Seed), Lazy<IClassifier>> fitted = [];

    public string Name => estimator.Name;

    public IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default) =>
        fitted.GetOrAdd((songs.Identity, seed), _ => new(() => estimator.Fit(songs, seed, cancellation))).Value;
}
