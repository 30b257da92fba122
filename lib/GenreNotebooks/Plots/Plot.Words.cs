using GenreNotebooks.Display;
using GenreNotebooks.SavedModels;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    // Pixels of the plot in a chart 400 pixels wide, and of a label. Labels that do not overlap there overlap nowhere.
    private const double MapWidth = 300, MapHeight = 400, LabelHeight = 15, LabelCharacter = 6.5;

    /// <summary>The tokens that contribute most for and against a genre, as bars above and below zero.</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="tokens">The tokens, from <see cref="GenreClassifier.Explain"/>.</param>
    /// <param name="most">The number of tokens to show, those with the largest contributions.</param>
    /// <exception cref="InputException">There is no token, one occurs twice, or a contribution is not finite.</exception>
    public static Plot Contributions(string title, IReadOnlyList<TokenContribution> tokens, int most = 20)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var input = new ChartInput(title);
        input.Require(most >= 1, nameof(most), Invariant($"{most}"), "1 or more");
        input.Require(tokens.Count > 0, nameof(tokens), "no token", "a text with at least one word");
        input.RequireNames(nameof(tokens), [.. tokens.Select(token => token.Token)], "token");
        foreach (var token in tokens)
        {
            input.RequireNumber($"contribution of {token.Token}", token.Contribution);
        }
        var shown = tokens.OrderByDescending(token => Math.Abs(token.Contribution)).Take(most).OrderByDescending(token => token.Contribution).ToList();
        var bars = new BarSeries(
            "contribution",
            [.. shown.Select(token => (double?)token.Contribution)],
            [.. shown.Select(token => Invariant($"{token.Contribution:+0.00;-0.00;0.00}"))],
            [.. shown.Select(token => Invariant($"{token.Token}\n{token.Count} in the text\n{token.Contribution:+0.0000;-0.0000;0}"))]);
        var rows = shown.Select(token => new object?[] { token.Token, token.Count, token.Contribution });
        var (low, high) = (Math.Min(0, shown[^1].Contribution), Math.Max(0, shown[0].Contribution));
        var room = high > low ? (RoomForLabel - 1) * (high - low) : 1;
        var x = new AxisDescription("token") { Categories = [.. shown.Select(token => token.Token)] };
        var y = new AxisDescription("log odds") { Range = [low - room, high + room], Format = "+.1f" };
        return new Plot(new FigureDescription(title, x, y) { Bars = [bars] }, Table.Of(["token", "count", "contribution"], rows));
    }

    /// <summary>
    /// Points in the plane, such as a learned embedding in two dimensions. The label of a point shows on hover. As many labels as fit
    /// without overlap stand beside their points, those of earlier points first.
    /// </summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="points">The points, the important ones first.</param>
    /// <param name="x">The name of the axis from left to right, with its unit if it has one.</param>
    /// <param name="y">The name of the axis from bottom to top.</param>
    /// <exception cref="InputException">There is no point, one does not fit into a float, or two groups have one name.</exception>
    public static Plot Map(string title, IReadOnlyList<MapPoint> points, string x = "first dimension", string y = "second dimension")
    {
        ArgumentNullException.ThrowIfNull(points);
        var input = new ChartInput(title);
        input.Require(points.Count > 0, nameof(points), "no point", "at least one");
        input.RequireNames("groups", [.. points.Select(point => point.Group).Distinct()], "group");
        foreach (var point in points)
        {
            input.RequireNumber($"X of '{point.Label}'", point.X);
            input.RequireNumber($"Y of '{point.Label}'", point.Y);
        }
        var ranges = (X: Span([.. points.Select(point => point.X)]), Y: Span([.. points.Select(point => point.Y)]));
        var labelled = WithoutOverlap(points, ranges.X, ranges.Y);
        var figure = new FigureDescription(title, new AxisDescription(x) { Range = ranges.X }, new AxisDescription(y) { Range = ranges.Y })
        {
            Points = [.. points.GroupBy(point => point.Group).Select(group => MapPoints(group, labelled))],
        };
        var rows = points.Select(point => new object?[] { point.Label, point.Group, point.X, point.Y });
        return new Plot(figure, Table.Of(["label", "group", x, y], rows));
    }

    private static PointSeries MapPoints(IGrouping<string, MapPoint> group, HashSet<MapPoint> labelled) => new(
        group.Key,
        [.. group.Select(point => point.X)],
        [.. group.Select(point => point.Y)],
        [.. group.Select(point => Invariant($"{point.Label}\n{point.Group}\n({point.X:0.000}, {point.Y:0.000})"))])
    {
        Joined = false,
        Labels = [.. group.Select(point => labelled.Contains(point) ? point.Label : "")],
    };

    /// <summary>A range with space for labels at the edges.</summary>
    private static double[] Span(double[] values)
    {
        var (low, high) = (values.Min(), values.Max());
        var room = high > low ? 0.12 * (high - low) : 1;
        return [low - room, high + room];
    }

    private static HashSet<MapPoint> WithoutOverlap(IReadOnlyList<MapPoint> points, double[] x, double[] y)
    {
        var taken = new List<(double X, double Y, double HalfWidth)>();
        var labelled = new HashSet<MapPoint>(ReferenceEqualityComparer.Instance);
        foreach (var point in points)
        {
            var half = LabelCharacter * point.Label.Length / 2;
            var place = (X: MapWidth * (point.X - x[0]) / (x[1] - x[0]), Y: MapHeight * (point.Y - y[0]) / (y[1] - y[0]), half);
            if (taken.All(other => Math.Abs(other.X - place.X) > other.HalfWidth + half || Math.Abs(other.Y - place.Y) > LabelHeight))
            {
                taken.Add(place);
                labelled.Add(point);
            }
        }
        return labelled;
    }
}
