using GenreNotebooks.Display;
using GenreNotebooks.Runs;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    // From this ratio of the largest to the smallest value on, the small ones would stand too close on a linear axis.
    private const double WideRatio = 4;

    /// <summary>
    /// Test accuracy over an option in which the runs of a sweep differ: a curve for each network and each setting of the other
    /// options. Points are means over seeds; their error bars reach one standard deviation up and down.
    /// </summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="summary">The sweep.</param>
    /// <param name="option">The option, by the name that it has in a record.</param>
    /// <exception cref="InputException">There is no run, no such option, or its values are no numbers.</exception>
    public static Plot SweepAccuracy(string title, SweepSummary summary, string option = "embedding_dim")
    {
        ArgumentNullException.ThrowIfNull(summary);
        double ValueOf(SweepRow row) => RunNames.NumberOf(row.Point.Options, option);
        if (summary.Rows.Count == 0)
        {
            throw new InputException($"The chart '{title}' has no point to show: give it a sweep with at least one finished run.");
        }
        double[] values = [.. summary.Rows.Select(ValueOf).Distinct().Order()];
        var x = new AxisDescription(option) { Ticks = values, Logarithmic = values[0] > 0 && values[^1] / values[0] >= WideRatio };
        var ends = summary.Rows.SelectMany(row => new[] { -1, 1 }, (row, side) => (double?)(row.Accuracy.Mean + (side * (row.Accuracy.Sd ?? 0))));
        var y = new AxisDescription("accuracy (share of songs)") { Range = RangeAround([.. ends]), Format = ".2f" };
        var curves = summary.Rows.GroupBy(row => summary.Names.Of(row.Point, without: option));
        var points = curves.Select(curve => PointsOf(curve.Key, option, [.. curve.OrderBy(ValueOf)], ValueOf));
        return new Plot(new FigureDescription(title, x, y) { Points = [.. points] }, Table.Of(summary));
    }

    private static PointSeries PointsOf(string name, string option, SweepRow[] rows, Func<SweepRow, double> valueOf) => new(
        name,
        [.. rows.Select(valueOf)],
        [.. rows.Select(row => row.Accuracy.Mean)],
        [.. rows.Select(row => Invariant($"{name}\n{option} {valueOf(row)}\naccuracy {row.Accuracy}\n{row.Runs} seeds"))])
    {
        ErrorsY = new([.. rows.Select(row => row.Accuracy.Sd)], [.. rows.Select(row => row.Accuracy.Sd)]),
    };
}
