using GenreNotebooks.Display;
using GenreNotebooks.Evaluation;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    /// <summary>
    /// A confusion matrix, true genres down and predicted genres across. A cell prints its songs and their share of the
    /// true genre, which its colour shows.
    /// </summary>
    public static Plot ConfusionHeatMap(string title, ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var genres = matrix.Genres;
        var shares = RowShares(matrix.Counts);
        var cells = new HeatMapCells(
            shares,
            Cells(genres.Count, (row, column) => Invariant($"{matrix.Counts[row, column]:N0}\n{shares[row][column]:0 %}")),
            Cells(genres.Count, (row, column) =>
                Invariant($"true: {genres[row]}\npredicted: {genres[column]}\n")
                + Invariant($"{matrix.Counts[row, column]:N0} songs, {shares[row][column]:0.0 %} of {genres[row]}")));
        var figure = new FigureDescription(
            title, new AxisDescription("predicted genre") { Categories = genres }, new AxisDescription("true genre") { Categories = genres })
        {
            HeatMap = cells,
        };
        var counts = Cells(genres.Count, (row, column) => (object?)matrix.Counts[row, column]);
        var rows = genres.Select(IReadOnlyList<object?> (genre, row) => [genre, .. counts[row]]);
        return new Plot(figure, Table.Of(["true \\ predicted", .. genres], rows));
    }

    /// <summary>A genre without songs has shares of 0.</summary>
    private static double[][] RowShares(int[,] counts) =>
        Cells(counts.GetLength(0), (row, column) =>
        {
            var songs = Enumerable.Range(0, counts.GetLength(1)).Sum(other => counts[row, other]);
            return songs == 0 ? 0 : (double)counts[row, column] / songs;
        });

    private static T[][] Cells<T>(int size, Func<int, int, T> cell) =>
        [.. Enumerable.Range(0, size).Select(row => Enumerable.Range(0, size).Select(column => cell(row, column)).ToArray())];
}
