using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Evaluation;

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
    IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default);
}

/// <summary>A classifier that has learnt. Whatever it is asked, it learns nothing more.</summary>
public interface IClassifier
{
    /// <summary>The probability of each genre for each song.</summary>
    /// <param name="songs">The songs.</param>
    /// <returns><c>[songs][genres]</c>, each row from 0 to 1 and summing to 1, genres in the order of the labels learnt from.</returns>
    double[][] Predict(SongDataset songs);
}
