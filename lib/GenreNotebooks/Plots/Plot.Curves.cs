using GenreNotebooks.Display;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>The kind of a curve, which decides how it is drawn.</summary>
public enum CurveStyle
{
    /// <summary>Measured on the training songs: a thin line.</summary>
    Train,

    /// <summary>Measured on the test songs: a thick line.</summary>
    Test,

    /// <summary>A published curve, such as the post's: a dotted line in the colour of the test curve.</summary>
    Reference,

    /// <summary>Single epochs, with NaN for all others: stars without a line.</summary>
    Best,
}

/// <summary>One value for each epoch, from epoch 1.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Values">The values; NaN for a missing one.</param>
/// <param name="Style">The kind of curve.</param>
public sealed record Curve(string Name, IReadOnlyList<double> Values, CurveStyle Style = CurveStyle.Test);

public sealed partial class Plot
{
    // At this ratio of the largest to the smallest value, small values are too close together on a linear axis.
    private const double WideRatio = 4;

    /// <summary>Accuracies by epoch (sections <i>Lyrical</i>, <i>Engineered Features</i> and <i>Combined Classification</i>).</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="curves">At least one curve of accuracies between 0 and 1.</param>
    /// <param name="baseRate">The share of the largest genre, 0 to 1: a dashed line that a model should beat.</param>
    /// <exception cref="InputException">There is no curve or no epoch, two curves have one name, or a value is not 0 to 1.</exception>
    public static Plot AccuracyCurves(string title, IReadOnlyList<Curve> curves, double? baseRate = null)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var input = new ChartInput(title);
        input.RequireBaseRate(baseRate);
        input.Require(curves.Any(curve => curve.Values.Count > 0), nameof(curves), "no epoch", "at least one curve with at least one value");
        foreach (var curve in curves)
        {
            input.RequireKnown($"'{curve.Name}'", curve.Values.Select(value => (double?)value), 0, 1);
        }
        var y = new AxisDescription(AccuracyAxis) { Range = RangeAround([.. curves.SelectMany(curve => Finite(curve.Values)), baseRate]), Format = ".2f" };
        return OfCurves(title, curves, y, BaseRate(baseRate));
    }

    /// <summary>The accuracies of a run by epoch with its best test accuracy marked, optionally beside a published curve.</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="history">The epochs of the run.</param>
    /// <param name="published">Published test accuracies by epoch, such as the post's.</param>
    /// <param name="baseRate">The share of the largest genre, 0 to 1.</param>
    /// <param name="publishedName">The name of the <paramref name="published"/> curve.</param>
    /// <exception cref="InputException">There is no epoch.</exception>
    public static Plot AccuracyCurves(
        string title, TrainingHistory history, IReadOnlyList<double>? published = null, double? baseRate = null,
        string publishedName = "test, the post's")
    {
        new ChartInput(title).Require(history is not null, "history", "null", "a training history: run the cell that trains the network first");
        List<Curve> curves =
        [
            new("train", [.. history.Epochs.Select(epoch => epoch.TrainAccuracy)], CurveStyle.Train),
            new("test", [.. history.Epochs.Select(epoch => epoch.TestAccuracy)]),
        ];
        if (published is { Count: > 0 })
        {
            curves.Add(new Curve(publishedName, published, CurveStyle.Reference));
        }
        if (history.Epochs.Count > 0)
        {
            curves.Add(BestOf(history));
        }
        return AccuracyCurves(title, curves, baseRate);
    }

    /// <summary>The test accuracies of several runs by epoch, each named by the options in which they differ.</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="runs">At least one run.</param>
    /// <param name="baseRate">The share of the largest genre, 0 to 1.</param>
    /// <exception cref="InputException">There is no run.</exception>
    public static Plot CompareRuns(string title, IReadOnlyList<RunRecord> runs, double? baseRate = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return AccuracyCurves(title, [.. runs.Zip(RunRecord.NamesOf(runs), (run, name) => new Curve(name, [.. run.History.Select(epoch => epoch.TestAccuracy)]))], baseRate)
            .OnSongs([.. runs.Select(run => run.Data)]);
    }

    /// <summary>The losses of a run by epoch: mean cross-entropy over the training songs and over the test songs, in nats. A loss that is not finite is a gap.</summary>
    /// <exception cref="InputException">There is no epoch.</exception>
    public static Plot LossCurves(string title, TrainingHistory history)
    {
        new ChartInput(title).Require(history is not null, "history", "null", "a training history: run the cell that trains the network first");
        Curve[] curves =
        [
            new("train", [.. history.Epochs.Select(epoch => epoch.TrainLoss)], CurveStyle.Train),
            new("test", [.. history.Epochs.Select(epoch => epoch.TestLoss)]),
        ];
        return LossCurves(title, curves);
    }

    /// <summary>Losses of several runs by epoch: mean cross-entropy in nats. A loss that is not finite is a gap.</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="curves">At least one curve.</param>
    /// <exception cref="InputException">There is no curve or no epoch, or two curves have one name.</exception>
    public static Plot LossCurves(string title, IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        new ChartInput(title).Require(curves.Any(curve => curve.Values.Count > 0), nameof(curves), "no epoch", "at least one curve with at least one value");
        return OfCurves(title, curves, new AxisDescription("mean cross-entropy (nats)"), level: null);
    }

    /// <summary>
    /// Test accuracy over an option that differs between the runs of a sweep: a curve for each network and each setting of the other
    /// options. Points are means over seeds with error bars of one standard deviation. A setting with which every run diverged has no
    /// point; the table below the chart counts such runs.
    /// </summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="summary">The sweep.</param>
    /// <param name="option">The name of the option in a record.</param>
    /// <exception cref="InputException">There is no run, no such option, or its values are not numbers.</exception>
    public static Plot SweepAccuracy(string title, SweepSummary summary, string option = "embedding_dim")
    {
        ArgumentNullException.ThrowIfNull(summary);
        double ValueOf(SweepRow row) => RunNames.NumberOf(row.Setting, option);
        var input = new ChartInput(title);
        SweepRow[] rows = [.. summary.Rows.Where(row => row.Accuracy is not null)];
        input.Require(rows.Length > 0, nameof(summary), "no point to show", "a sweep with at least one finished run");
        foreach (var row in rows)
        {
            input.RequireNumber(summary.Names.Of(row.Setting), row.Accuracy!.Mean, 0, 1);
            input.RequireNumber($"standard deviation of {summary.Names.Of(row.Setting)}", row.Accuracy!.Sd ?? 0, 0);
        }
        double[] values = [.. rows.Select(ValueOf).Distinct().Order()];
        var x = new AxisDescription(option) { Ticks = values, Logarithmic = values[0] > 0 && values[^1] / values[0] >= WideRatio };
        var ends = rows.SelectMany(row => new[] { -1, 1 }, (row, side) => row.Accuracy!.Mean + (side * (row.Accuracy.Sd ?? 0)));
        var y = new AxisDescription(AccuracyAxis) { Range = RangeAround([.. ends.Select(end => (double?)end)]), Format = ".2f" };
        var curves = rows.GroupBy(row => summary.Names.Of(row.Setting, without: option));
        var points = curves.Select(curve => PointsOf(curve.Key, option, [.. curve.OrderBy(ValueOf)], ValueOf));
        return new Plot(new FigureDescription(title, x, y) { Points = [.. points] }, summary.ToTable()).OnSongs(summary.Songs!);
    }

    /// <summary>
    /// A learning curve: the measured accuracies with their 95 % intervals, and the power law fitted to them, which goes on to twice and four times the artists.
    /// </summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="curve">The curve.</param>
    public static Plot LearningCurve(string title, LearningCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        double[] measured = [.. curve.Points.Select(point => point.Artists)], all = [.. measured, 2 * measured[^1], 4 * measured[^1]];
        Estimate[] law = [.. all.Select(curve.AccuracyWith)];
        string Hover(string name, double artists, Estimate accuracy) => Invariant($"{name}, {artists:N0} training artists\n{HoverOf(accuracy)}");
        var points = new PointSeries("measured, with its 95 % interval", measured, [.. curve.Points.Select(point => point.Accuracy.Mean)],
            [.. curve.Points.Select(point => Hover("measured", point.Artists, point.Accuracy))])
        {
            Joined = false,
            ErrorsY = ErrorsOf([.. curve.Points.Select(point => point.Accuracy)]),
        };
        var line = new PointSeries("power law, an estimate", all, [.. law.Select(one => one.Mean)], [.. all.Zip(law, (artists, one) => Hover("power law", artists, one))])
        {
            ErrorsY = ErrorsOf([.. law.Select((one, place) => place < measured.Length ? null : one)]),
        };
        var ends = curve.Points.Select(point => point.Accuracy).Concat(law).SelectMany(one => new double?[] { one.Low, one.High, one.Mean });
        var figure = new FigureDescription(
            title, new AxisDescription("training artists") { Logarithmic = true, Ticks = all, TickLabels = [.. all.Select(artists => Invariant($"{artists:N0}"))] },
            new AxisDescription(AccuracyAxis) { Range = RangeAround([.. ends]), Format = ".2f" })
        {
            Points = [points, line],
        };
        var rows = all.Select((artists, place) => new object?[]
        {
            Invariant($"{artists:N0}"), place < measured.Length ? curve.Points[place].Accuracy : Table.Absent, law[place],
        });
        return new Plot(figure, Table.Of(["training artists", "measured", "power law"], rows));
    }

    private static Curve BestOf(TrainingHistory history)
    {
        var best = history.Best.Epoch;
        var values = history.Epochs.Select(epoch => epoch.Epoch == best ? epoch.TestAccuracy : double.NaN);
        return new Curve($"best test, epoch {best}", [.. values], CurveStyle.Best);
    }

    private static Plot OfCurves(string title, IReadOnlyList<Curve> curves, AxisDescription y, Level? level)
    {
        var epochs = curves.Max(curve => curve.Values.Count);
        new ChartInput(title).RequireNames(nameof(curves), [.. curves.Select(curve => curve.Name), .. level is null ? [] : new[] { level.Name }], "curve");
        var figure = new FigureDescription(title, new AxisDescription("epoch") { Range = [0.5, epochs + 0.5], Step = EpochStep(epochs) }, y)
        {
            Lines = [.. curves.Select(curve => new LineSeries(curve.Name, curve.Style, Finite(curve.Values)))],
            Level = level,
        };
        var rows = curves.Select(curve => new object?[] { curve.Name, Finite(curve.Values).LastOrDefault(value => value is not null) });
        return new Plot(figure, Table.Of(["curve", "last value"], level is null ? rows : rows.Append(["base rate", level.Value])));
    }

    private static double EpochStep(int epochs) =>
        epochs switch { <= 12 => 1, <= 24 => 2, <= 60 => 5, _ => 10 * Math.Ceiling(epochs / 120.0) };

    /// <summary>A range in steps of 0.05, so that most runs of the same model get the same axis.</summary>
    private static double[]? RangeAround(double?[] values) => values.Min() is { } lowest && values.Max() is { } highest
        ? [Math.Max(0, Math.Floor((lowest - 0.01) * 20) / 20), Math.Ceiling((highest + 0.01) * 20) / 20]
        : null;

    private static PointSeries PointsOf(string name, string option, SweepRow[] rows, Func<SweepRow, double> valueOf) => new(
        name,
        [.. rows.Select(valueOf)],
        [.. rows.Select(row => row.Accuracy!.Mean)],
        [.. rows.Select(row => Invariant($"{name}\n{option} {valueOf(row)}\naccuracy {row.Accuracy}\n{row.Runs} seeds{(row.Diverged == 0 ? "" : $", {row.Diverged} more diverged")}"))])
    {
        ErrorsY = new([.. rows.Select(row => row.Accuracy!.Sd)], [.. rows.Select(row => row.Accuracy!.Sd)]),
    };

    private static Level? BaseRate(double? share) =>
        share is { } value ? new Level(Invariant($"base rate {value:0.000}"), value) : null;

    /// <summary>JSON has no NaN, so a missing value is null.</summary>
    private static double?[] Finite(IEnumerable<double> values) =>
        [.. values.Select(value => double.IsFinite(value) ? value : (double?)null)];
}
