using System.Globalization;
using GenreNotebooks.Display;
using GenreNotebooks.Evaluation;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    /// <summary>
    /// A confusion matrix: true genres down, predicted genres across. A cell prints its number of songs and their share of the true
    /// genre, or a dash for a genre without songs. Its colour shows the share.
    /// </summary>
    /// <exception cref="InputException">There is no genre or no song, two genres have one name, or a count is negative.</exception>
    public static Plot ConfusionHeatMap(string title, ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var (genres, input) = (matrix.Genres, new ChartInput(title));
        input.RequireNames("genres", genres, "genre");
        foreach (var count in matrix.Counts)
        {
            input.RequireNumber("counts", count, 0);
        }
        input.Require(matrix.Total > 0, "counts", "no song", "at least one song");
        var shares = RowShares(matrix.Counts);
        var cells = new HeatMapCells(
            shares,
            Cells(genres.Count, (row, column) => Invariant($"{matrix.Counts[row, column]:N0}\n{ShareOf(row, column, "0 %")}")),
            Cells(genres.Count, (row, column) =>
                Invariant($"true: {genres[row]}\npredicted: {genres[column]}\n")
                + Invariant($"{matrix.Counts[row, column]:N0} songs, {ShareOf(row, column, "0.0 %")} of {genres[row]}")));
        string ShareOf(int row, int column, string format) => shares[row][column]?.ToString(format, CultureInfo.InvariantCulture) ?? Table.Absent;
        var figure = new FigureDescription(
            title, new AxisDescription("predicted genre") { Categories = genres }, new AxisDescription("true genre") { Categories = genres })
        {
            HeatMap = cells,
        };
        var counts = Cells(genres.Count, (row, column) => (object?)matrix.Counts[row, column]);
        var rows = genres.Select(IReadOnlyList<object?> (genre, row) => [genre, .. counts[row]]);
        return new Plot(figure, Table.Of(["true \\ predicted", .. genres], rows));
    }

    /// <summary>
    /// Whether models are right as often as they say. Songs are grouped by the probability of their most probable genre. Each point shows
    /// the mean of that probability and the share of correct predictions with Wilson's 95 % interval. On the diagonal both are equal;
    /// below it a model is overconfident.
    /// </summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="models">Named calibrations, such as <see cref="ScoreSummary.Calibration"/>.</param>
    /// <exception cref="InputException">There is no model, two have one name, or one has no songs or values out of range.</exception>
    public static Plot Reliability(string title, params IReadOnlyList<(string Name, Calibration Calibration)> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var input = new ChartInput(title);
        input.RequireNames(nameof(models), [.. models.Select(model => model.Name), DiagonalName], "model");
        input.Require(models.Count > 0, nameof(models), "no model", "at least one");
        foreach (var (name, calibration) in models)
        {
            input.Require(BinsOf(calibration).Length > 0, $"'{name}'", "no song", "a calibration with songs");
            input.RequireKnown($"confidence of '{name}'", BinsOf(calibration).Select(bin => (double?)bin.Confidence), 0, 1);
            input.RequireKnown($"accuracy of '{name}'", BinsOf(calibration).Select(bin => (double?)bin.Accuracy), 0, 1);
        }
        var figure = new FigureDescription(title,
            new AxisDescription("confidence (probability of the predicted genre)") { Range = [0, 1], Format = ".1f" },
            new AxisDescription(AccuracyAxis) { Range = [0, 1.02], Format = ".1f" })
        {
            Points = [.. models.Select(model => ReliabilityPoints(model.Name, BinsOf(model.Calibration)))],
            Level = new Level(DiagonalName, 1) { Direction = LevelDirection.Diagonal },
        };
        var rows = from model in models
                   from bin in BinsOf(model.Calibration)
                   select new object?[] { model.Name, RangeOf(bin), bin.Songs, bin.Confidence, bin.Accuracy };
        return new Plot(figure, Table.Of(["model", "probability", "songs", "confidence", "accuracy"], rows));
    }

    private const string DiagonalName = "as sure as right";

    /// <summary>A genre without songs has no shares.</summary>
    private static double?[][] RowShares(int[,] counts) =>
        Cells(counts.GetLength(0), (row, column) =>
        {
            var songs = Enumerable.Range(0, counts.GetLength(1)).Sum(other => counts[row, other]);
            return songs == 0 ? (double?)null : (double)counts[row, column] / songs;
        });

    private static T[][] Cells<T>(int size, Func<int, int, T> cell) =>
        [.. Enumerable.Range(0, size).Select(row => Enumerable.Range(0, size).Select(column => cell(row, column)).ToArray())];

    private static ReliabilityBin[] BinsOf(Calibration calibration) => [.. calibration.Bins.Where(bin => bin.Songs > 0)];

    private static PointSeries ReliabilityPoints(string name, ReliabilityBin[] bins) => new(
        name,
        [.. bins.Select(bin => bin.Confidence)],
        [.. bins.Select(bin => bin.Accuracy)],
        [.. bins.Select(bin => Invariant($"{name}, {bin.Songs:N0} songs of probability {RangeOf(bin)}\n")
            + Invariant($"confidence {bin.Confidence:0.000}\naccuracy {bin.Accuracy:0.000}, 95 % interval {bin.Interval.Low:0.000} to {bin.Interval.High:0.000}"))])
    {
        ErrorsY = new([.. bins.Select(bin => (double?)(bin.Interval.High - bin.Accuracy))], [.. bins.Select(bin => (double?)(bin.Accuracy - bin.Interval.Low))]),
    };

    private static string RangeOf(ReliabilityBin bin) => Invariant($"{bin.Low:0.00} to {bin.High:0.00}");
}
