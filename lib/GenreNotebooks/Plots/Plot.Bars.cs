using GenreNotebooks.Data;
using GenreNotebooks.Display;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    // Bars start at zero; above the highest one there is room for its label.
    private const double RoomForLabel = 1.15;

    /// <summary>Songs by genre (section <i>Data</i>), each bar with its count and its share of all songs.</summary>
    /// <exception cref="InputException">There is no genre.</exception>
    public static Plot SongsPerGenre(IReadOnlyList<GenreCount> counts, string title = "Songs per genre")
    {
        ArgumentNullException.ThrowIfNull(counts);
        var bars = new BarSeries(
            "songs",
            [.. counts.Select(count => (double?)count.Songs)],
            [.. counts.Select(count => Invariant($"{count.Songs:N0}\n{count.Share:0.0 %}"))],
            [.. counts.Select(count => Invariant($"{count.Genre}\n{count.Songs:N0} songs\n{count.Share:0.00 %} of all"))]);
        var table = Table.Of(
            ["genre", "songs", "share"], counts.Select(count => new object?[] { count.Genre, count.Songs, count.Share }));
        return OfBars(title, "genre", [.. counts.Select(count => count.Genre)], new AxisDescription("songs") { Format = "," }, [bars], null, table);
    }

    /// <summary>The accuracy of each genre, ours beside the post's: the share of a genre's songs that are told right.</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="genres">The genres.</param>
    /// <param name="series">Named accuracies between 0 and 1, one for each genre; NaN where there is none.</param>
    /// <exception cref="InputException">There is no genre, no series, or a series of another length.</exception>
    public static Plot PerGenreAccuracy(
        string title, IReadOnlyList<string> genres, params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series) =>
        OfAccuracies(title, "genre", genres, series, baseRate: null);

    /// <summary>One accuracy for each of several models.</summary>
    /// <exception cref="InputException">There is no model, or the values are of another number.</exception>
    public static Plot Comparison(
        string title, IReadOnlyList<string> names, IReadOnlyList<double> values, double? baseRate = null) =>
        Comparison(title, names, baseRate, ("accuracy", values));

    /// <summary>Accuracies of several models from several sources side by side (section <i>Closing Remarks</i>).</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="names">The models.</param>
    /// <param name="baseRate">The share of the largest genre, 0 to 1: a dashed line that a model should beat.</param>
    /// <param name="series">Named accuracies between 0 and 1, one for each model; NaN where there is none.</param>
    /// <exception cref="InputException">There is no model, no series, or a series of another length.</exception>
    public static Plot Comparison(
        string title, IReadOnlyList<string> names, double? baseRate,
        params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series) =>
        OfAccuracies(title, "model", names, series, baseRate);

    private static Plot OfAccuracies(
        string title, string axis, IReadOnlyList<string> names,
        IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series, double? baseRate)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(series);
        foreach (var (name, values) in series.Where(one => one.Values.Count != names.Count))
        {
            throw new InputException(
                $"The series '{name}' of the chart '{title}' has {values.Count} values for {names.Count} names: "
                + $"give one for each of {string.Join(", ", names)}.");
        }
        var level = BaseRate(baseRate);
        object?[] levelCell = level is null ? [] : [level.Value];
        var rows = names.Select(IReadOnlyList<object?> (name, row) => [name, .. series.Select(one => (object?)one.Values[row]), .. levelCell]);
        string[] headers = [axis, .. series.Select(one => one.Name), .. level is null ? [] : new[] { "base rate" }];
        return OfBars(
            title, axis, names, new AxisDescription("accuracy (share of songs)") { Format = ".1f" },
            [.. series.Select(one => AccuracyBars(names, one.Name, one.Values))], level, Table.Of(headers, rows));
    }

    private static BarSeries AccuracyBars(IReadOnlyList<string> names, string series, IReadOnlyList<double> values) => new(
        series,
        Finite(values),
        [.. values.Select(value => double.IsFinite(value) ? Invariant($"{value:0.00}") : "")],
        [.. values.Select((value, index) => Invariant($"{names[index]}, {series}\naccuracy {value:0.0000}"))]);

    private static Plot OfBars(
        string title, string axis, IReadOnlyList<string> names, AxisDescription y, BarSeries[] bars, Level? level, Table table)
    {
        var highest = bars.SelectMany(one => one.Values).Append(level?.Value).Max();
        if (names.Count == 0 || bars.Length == 0)
        {
            throw new InputException($"The chart '{title}' has no bar to show: give it at least one {axis} and one series.");
        }
        var x = new AxisDescription(axis) { Categories = names };
        var figure = new FigureDescription(title, x, y with { Range = [0, RoomForLabel * (highest is > 0 ? highest.Value : 1)] })
        {
            Bars = bars,
            Level = level,
        };
        return new Plot(figure, table);
    }
}
