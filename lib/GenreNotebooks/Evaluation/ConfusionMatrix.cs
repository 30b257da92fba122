namespace GenreNotebooks.Evaluation;

/// <summary>Songs by true genre (row) and predicted genre (column), as scikit-learn lays it out.</summary>
public sealed class ConfusionMatrix
{
    /// <summary>Creates the matrix from counts of shape <c>[genres, genres]</c>.</summary>
    public ConfusionMatrix(IReadOnlyList<string> genres, int[,] counts)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.GetLength(0), genres.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.GetLength(1), genres.Count);
        (Genres, Counts) = (genres, counts);
    }

    /// <summary>The genres, in the order of their labels.</summary>
    public IReadOnlyList<string> Genres { get; }

    /// <summary>The counts, <c>[true, predicted]</c>.</summary>
    public int[,] Counts { get; }
}
