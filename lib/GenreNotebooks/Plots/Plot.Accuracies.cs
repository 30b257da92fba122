using GenreNotebooks.Display;
using GenreNotebooks.Evaluation;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    private const string AccuracyAxis = "accuracy (share of songs)";

    // Bars start at zero. Above the highest one there is space for its label.
    private const double RoomForLabel = 1.15;

    // Nor does an error bar touch the edge.
    private const double RoomForEnd = 1.02;

    // A shorter bar has no space for its label.
    private const double LabelledFrom = 0.12;

    /// <summary>The accuracy of each genre, such as ours beside the post's: the share of its songs that are predicted correctly.</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="genres">The genres.</param>
    /// <param name="series">Named accuracies between 0 and 1, one for each genre; NaN for a missing one.</param>
    /// <exception cref="InputException">There is no genre or no series, two have one name, or a series has another length or other values.</exception>
    public static Plot PerGenreAccuracy(
        string title, IReadOnlyList<string> genres, params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series) =>
        OfAccuracies(title, "genre", genres, series, baseRate: null);

    /// <summary>One accuracy for each of several models.</summary>
    /// <exception cref="InputException">There is no model, two have one name, there are more or fewer values, or a value is not 0 to 1.</exception>
    public static Plot Comparison(
        string title, IReadOnlyList<string> names, IReadOnlyList<double> values, double? baseRate = null) =>
        Comparison(title, names, baseRate, ("accuracy", values));

    /// <summary>Accuracies of several models from several sources side by side (section <i>Closing Remarks</i>).</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="names">The models.</param>
    /// <param name="baseRate">The share of the largest genre, 0 to 1: a dashed line that a model should beat.</param>
    /// <param name="series">Named accuracies between 0 and 1, one for each model; NaN for a missing one.</param>
    /// <exception cref="InputException">There is no model or no series, two have one name, or a series has another length or other values.</exception>
    public static Plot Comparison(
        string title, IReadOnlyList<string> names, double? baseRate,
        params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series) =>
        OfAccuracies(title, "model", names, series, baseRate);

    /// <summary>The accuracy of each genre with its 95 % interval: the share of its songs that are predicted correctly.</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="models">Named estimates by genre, such as <see cref="ScoreSummary.PerClass"/>, all of the same genres; null for no bar.</param>
    /// <exception cref="InputException">There is no model or no genre, or a model has no estimate of one.</exception>
    public static Plot PerGenreAccuracy(
        string title, params IReadOnlyList<(string Name, IReadOnlyDictionary<string, Estimate?> PerClass)> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var input = new ChartInput(title);
        input.RequireNames(nameof(models), [.. models.Select(model => model.Name)], "model");
        string[] genres = [.. models[0].PerClass.Keys];
        input.RequireNames("genres", genres, "genre");
        foreach (var (name, genre, estimate) in models.SelectMany(model => model.PerClass, (model, one) => (model.Name, one.Key, one.Value)))
        {
            input.RequireEstimate($"{genre} of '{name}'", estimate);
        }
        Estimate? Of(string name, IReadOnlyDictionary<string, Estimate?> estimates, string genre) => estimates.TryGetValue(genre, out var estimate)
            ? estimate
            : throw new InputException($"'{name}' of the chart '{title}' has no estimate of {genre}: expected one of each of {string.Join(", ", genres)}.");
        BarSeries[] bars = [.. models.Select(model => IntervalBars(model.Name, genres, [.. genres.Select(genre => Of(model.Name, model.PerClass, genre))]))];
        var rows = genres.Select(IReadOnlyList<object?> (genre) => [genre, .. models.Select(model => (object?)model.PerClass[genre] ?? Table.Absent)]);
        return OfBars(
            title, "genre", genres, new AxisDescription(AccuracyAxis) { Format = ".1f" }, bars, null,
            Table.Of(["genre", .. models.Select(model => model.Name)], rows));
    }

    /// <summary>
    /// Models by accuracy or another score, the best on top, each with its 95 % interval. Published scores have their own marks.
    /// </summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="models">Named scores, such as <see cref="ScoreSummary.Accuracy"/>.</param>
    /// <param name="baseRate">The share of the largest genre, 0 to 1: a dashed line that a model should beat.</param>
    /// <param name="published">Published scores, 0 to 1. A score with the name of a model stands in its row.</param>
    /// <param name="publishedName">Who published them.</param>
    /// <param name="score">The name of the score, with its unit.</param>
    /// <exception cref="InputException">
    /// There is no model, two have one name, or a score is not finite, negative or, as an accuracy, above 1.
    /// </exception>
    public static Plot Comparison(
        string title, IReadOnlyList<(string Name, Estimate Score)> models, double? baseRate = null,
        IReadOnlyList<(string Name, double Score)>? published = null, string publishedName = "the post",
        string score = AccuracyAxis)
    {
        ArgumentNullException.ThrowIfNull(models);
        published ??= [];
        var (input, most) = (new ChartInput(title), score == AccuracyAxis ? 1 : float.MaxValue);
        input.RequireNames(nameof(models), [.. models.Select(model => model.Name)], "model");
        foreach (var (name, estimate) in models)
        {
            input.RequireEstimate($"'{name}'", estimate, most);
        }
        if (published.Count > 0)
        {
            input.RequireNames(nameof(published), [.. published.Select(one => one.Name)]);
            input.RequireNames("marks", ["mean and 95 % interval", publishedName]);
        }
        foreach (var (name, value) in published)
        {
            input.RequireNumber($"'{name}' by {publishedName}", value, 0, most);
        }
        input.RequireBaseRate(baseRate);
        string[] names =
        [
            .. models.Select(model => (model.Name, Score: model.Score.Mean)).Concat(published)
                .GroupBy(row => row.Name, row => row.Score).OrderByDescending(row => row.First()).Select(row => row.Key),
        ];
        PointSeries Marks(string series, IEnumerable<(string Name, double Score)> rows, IEnumerable<string> hovers) =>
            new(series, [.. rows.Select(row => row.Score)], [.. rows.Select(row => (double)Array.IndexOf(names, row.Name))], [.. hovers]) { Joined = false };
        var hovers = models.Select(model => $"{model.Name}\n{HoverOf(model.Score)}");
        var means = Marks("mean and 95 % interval", models.Select(model => (model.Name, model.Score.Mean)), hovers) with
        {
            ErrorsX = ErrorsOf([.. models.Select(model => model.Score)]),
        };
        var others = Marks(publishedName, published, published.Select(row => Invariant($"{row.Name}, {publishedName}\n{row.Score:0.0000}")));
        var level = BaseRate(baseRate) is { } rate ? rate with { Direction = LevelDirection.Upright } : null;
        double[] ends = [.. models.SelectMany(model => new[] { model.Score.Low, model.Score.High }), .. published.Select(row => row.Score)];
        var y = new AxisDescription("model")
        {
            Ticks = [.. names.Select((_, row) => (double)row)],
            TickLabels = names,
            Range = [names.Length - 0.5, -0.5],
        };
        var x = new AxisDescription(score) { Range = RangeAround([.. ends, baseRate]), Format = ".2f" };
        return new Plot(new FigureDescription(title, x, y) { Points = published.Count == 0 ? [means] : [means, others], Level = level }, ComparisonTable(names, models, published, publishedName));
    }

    private static Plot OfAccuracies(
        string title, string axis, IReadOnlyList<string> names,
        IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series, double? baseRate)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(series);
        var input = new ChartInput(title);
        input.RequireNames($"{axis}s", names, axis);
        input.RequireNames(nameof(series), [.. series.Select(one => one.Name)], "series");
        foreach (var (name, values) in series)
        {
            input.RequireLength($"'{name}'", values.Count, names);
            input.RequireKnown($"'{name}'", values.Select(value => (double?)value), 0, 1);
        }
        input.RequireBaseRate(baseRate);
        var level = BaseRate(baseRate);
        object?[] levelCell = level is null ? [] : [level.Value];
        var rows = names.Select(IReadOnlyList<object?> (name, row) => [name, .. series.Select(one => (object?)one.Values[row]), .. levelCell]);
        string[] headers = [axis, .. series.Select(one => one.Name), .. level is null ? [] : new[] { "base rate" }];
        return OfBars(
            title, axis, names, new AxisDescription(AccuracyAxis) { Format = ".1f" },
            [.. series.Select(one => AccuracyBars(names, one.Name, one.Values))], level, Table.Of(headers, rows));
    }

    private static BarSeries AccuracyBars(IReadOnlyList<string> names, string series, IReadOnlyList<double> values) => new(
        series,
        Finite(values),
        [.. values.Select(value => double.IsFinite(value) ? Invariant($"{value:0.00}") : "")],
        [.. values.Select((value, index) => Invariant($"{names[index]}, {series}\naccuracy {(double.IsFinite(value) ? Invariant($"{value:0.0000}") : Table.Absent)}"))]);

    private static Plot OfBars(
        string title, string axis, IReadOnlyList<string> names, AxisDescription y, BarSeries[] bars, Level? level, Table table)
    {
        var highest = bars.SelectMany(one => one.Values).Append(level?.Value).Max();
        var ends = bars.SelectMany(one => one.Values.Zip(one.Errors?.Up ?? [], (value, up) => value + up));
        var x = new AxisDescription(axis) { Categories = names };
        var figure = new FigureDescription(title, x, y with { Range = [0, Math.Max(RoomForLabel * (highest is > 0 ? highest.Value : 1), RoomForEnd * (ends.Max() ?? 0))] })
        {
            Bars = bars,
            Level = level,
        };
        return new Plot(figure, table);
    }

    private static BarSeries IntervalBars(string name, string[] genres, Estimate?[] estimates) => new(
        name,
        [.. estimates.Select(estimate => estimate?.Mean)],
        [.. estimates.Select(estimate => estimate is { Mean: >= LabelledFrom and var mean } ? Invariant($"{mean:0.00}") : "")],
        [.. genres.Zip(estimates, (genre, estimate) => $"{genre}, {name}\n{HoverOf(estimate)}")])
    {
        Errors = ErrorsOf(estimates),
    };

    private static Table ComparisonTable(
        string[] names, IReadOnlyList<(string Name, Estimate Score)> models, IReadOnlyList<(string Name, double Score)> published, string publishedName)
    {
        var (ours, theirs) = (models.ToDictionary(model => model.Name, model => model.Score), published.ToLookup(row => row.Name, row => row.Score));
        object?[] Row(string name) => [name, ours.GetValueOrDefault(name), theirs[name].Any() ? theirs[name].First() : null];
        var columns = published.Count == 0 ? 2 : 3;
        return Table.Of([.. new[] { "model", "score", publishedName }.Take(columns)], names.Select(name => Row(name)[..columns]));
    }

    // An interval that does not reach the mean has a negative end, and is drawn where it is.
    private static ErrorBars ErrorsOf(Estimate?[] estimates) => new(
        Finite(estimates.Select(estimate => estimate is null ? double.NaN : estimate.High - estimate.Mean)),
        Finite(estimates.Select(estimate => estimate is null ? double.NaN : estimate.Mean - estimate.Low)));

    private static string HoverOf(Estimate? estimate) => estimate is null ? Table.Absent
        : Invariant($"{estimate.Mean:0.0000}, {estimate.Runs} run{(estimate.Runs == 1 ? "" : "s")}\n95 % interval {estimate.Low:0.0000} to {estimate.High:0.0000}");
}
