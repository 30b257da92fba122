using System.Globalization;
using System.Text;

namespace GenreNotebooks.Evaluation;

/// <summary>Song counts by true genre (row) and predicted genre (column), in scikit-learn's layout, and the scores derived from them.</summary>
/// <remarks>A score without a denominator is NaN, as with scikit-learn's <c>zero_division=nan</c>, and does not enter a mean.</remarks>
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

    /// <summary>The number of songs.</summary>
    public int Total => Enumerable.Range(0, Genres.Count).Sum(RowSum);

    /// <summary>The share of songs predicted correctly, 0 to 1; NaN without songs: the trace divided by the total.</summary>
    public double Accuracy => Share(Enumerable.Range(0, Genres.Count).Sum(genre => Counts[genre, genre]), Total);

    /// <summary>
    /// For each genre, the share of its songs predicted correctly (its recall), 0 to 1; NaN for a genre without songs: the post's
    /// accuracy by genre.
    /// </summary>
    public IReadOnlyList<double> PerClass => [.. Enumerable.Range(0, Genres.Count).Select(genre => Share(Counts[genre, genre], RowSum(genre)))];

    /// <summary>For each genre, the share of the songs predicted as this genre that belong to it, 0 to 1; NaN for a genre that is never predicted.</summary>
    public IReadOnlyList<double> Precision => [.. Enumerable.Range(0, Genres.Count).Select(genre => Share(Counts[genre, genre], ColumnSum(genre)))];

    /// <summary>For each genre, the harmonic mean of precision and recall, 0 to 1; NaN for a genre with neither songs nor predictions.</summary>
    public IReadOnlyList<double> F1 =>
        [.. Enumerable.Range(0, Genres.Count).Select(genre => Share(2 * Counts[genre, genre], RowSum(genre) + ColumnSum(genre)))];

    /// <summary>The mean of <see cref="F1"/> over the genres that occur, 0 to 1, as scikit-learn's <c>f1_score(average="macro")</c>.</summary>
    public double MacroF1 => F1.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The number of songs of a genre.</summary>
    public int RowSum(int genre) => Enumerable.Range(0, Genres.Count).Sum(predicted => Counts[genre, predicted]);

    /// <summary>The number of songs predicted as a genre.</summary>
    public int ColumnSum(int predicted) => Enumerable.Range(0, Genres.Count).Sum(genre => Counts[genre, predicted]);

    /// <summary>Adds up several matrices of the same genres.</summary>
    public static ConfusionMatrix Sum(IReadOnlyList<ConfusionMatrix> matrices)
    {
        var genres = matrices[0].Genres;
        var counts = new int[genres.Count, genres.Count];
        foreach (var (row, column) in from row in Enumerable.Range(0, genres.Count) from column in Enumerable.Range(0, genres.Count) select (row, column))
        {
            counts[row, column] = matrices.Sum(matrix => matrix.Counts[row, column]);
        }
        return new(genres, counts);
    }

    /// <summary>The counts as a text table, true genres down, predicted genres across.</summary>
    public override string ToString()
    {
        var width = Math.Max(8, Genres.Max(genre => genre.Length) + 2);
        var text = new StringBuilder("true \\ predicted".PadRight(18));
        text.AppendLine(string.Concat(Genres.Select(genre => genre.PadLeft(width))));
        for (var row = 0; row < Genres.Count; row++)
        {
            text.Append(Genres[row].PadRight(18));
            for (var column = 0; column < Genres.Count; column++)
            {
                text.Append(Counts[row, column].ToString(CultureInfo.InvariantCulture).PadLeft(width));
            }
            text.AppendLine();
        }
        return text.ToString();
    }

    private static double Share(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;
}
