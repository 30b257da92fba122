using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Evaluation;

/// <summary>A method of fitting a classifier, with all its settings. It sees training songs only.</summary>
public interface IEstimator
{
    /// <summary>The name in tables. Use different names for different settings.</summary>
    string Name { get; }

    /// <summary>Fits a classifier. The same songs and seed give the same classifier.</summary>
    /// <param name="songs">The songs to learn from. Settings are chosen, if at all, on a validation part of them.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="cancellation">Stops fitting early.</param>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default);
}

/// <summary>A fitted classifier. Predicting does not change it.</summary>
public interface IClassifier
{
    /// <summary>Predicts the probability of each genre for each song.</summary>
    /// <param name="songs">The songs.</param>
    /// <returns><c>[songs][genres]</c>: values from 0 to 1, each row summing to 1, genres in label order.</returns>
    double[][] Predict(SongDataset songs);
}
