namespace GenreNotebooks.Protocol;

/// <summary>A way to make a classifier, with all its settings. It is shown training songs only.</summary>
public interface IEstimator
{
    /// <summary>What tables call it; another setting should have another name.</summary>
    string Name { get; }

    /// <summary>Learns from songs; the same songs and seed give the same classifier.</summary>
    /// <param name="songs">The songs; what is chosen along the way is chosen on a part of them.</param>
    /// <param name="seed">Seeds all that is drawn at random.</param>
    /// <param name="cancellation">Ends the learning early.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default);
}
