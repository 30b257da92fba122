using System.Globalization;
using GenreNotebooks.Plots;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace GenreNotebooks.Plotly;

/// <summary>Everything around the values: title, axes, legend, paper.</summary>
internal static class Frame
{
    // Pixels. The width follows the page.
    private const int Height = 420;
    private const int MapHeight = 560;
    private const int LegendLine = 20;
    private const int AxisAndLegend = 110;
    private const int Row = 26;
    private const int Box = 11;
    private const int TitleBaseline = 28;
    private const int TitleLine = 21;

    public static Layout Of(FigureDescription figure) => new Layout().With(
        ("title", TitleOf(figure)),
        ("autosize", true),
        ("height", HeightOf(figure)),
        ("font", Properties.Node(("family", "Open Sans, Helvetica, Arial, sans-serif"), ("size", 13), ("color", Palette.Ink))),
        ("paper_bgcolor", Palette.Paper),
        ("plot_bgcolor", Palette.Paper),
        ("margin", Properties.Node(("l", 20), ("r", 20), ("t", MarginTop(figure)), ("b", 20))),
        ("barmode", figure.Stacked ? "stack" : "group"),
        ("boxmode", figure.Boxes.Count > 0 ? "group" : null),
        ("boxgap", figure.Boxes.Count > 0 ? 0.2 : null),
        ("boxgroupgap", figure.Boxes.Count > 0 ? 0.15 : null),
        ("uniformtext", Properties.Node(("mode", "show"), ("minsize", 9))),
        ("hovermode", "closest"),
        ("hoverlabel", Properties.Node(("namelength", -1))),
        ("showlegend", Entries(figure) > 1),
        ("legend", LegendBelow()),
        ("xaxis", AxisOf(figure.X)),
        ("yaxis", AxisOf(figure.Y).With(("autorange", figure.Y.Categories is null ? null : "reversed"))),
        ("shapes", figure.Level is { } level ? new[] { LineAt(level) } : null));

    private static Title TitleOf(FigureDescription figure) => new Title().With(
        ("text", PlotlyText.OfTitle(figure.Title)),
        ("font", Properties.Node(("size", 16))),
        ("x", 0.02),
        ("xanchor", "left"),
        ("xref", "container"),
        // The first line's baseline: the one place that plotly.js keeps whatever the number of lines.
        ("y", 1 - (double)TitleBaseline / HeightOf(figure)),
        ("yanchor", "bottom"),
        ("yref", "container"));

    private static int MarginTop(FigureDescription figure) =>
        TitleBaseline + TitleLine * PlotlyText.OfTitle(figure.Title).Split("<br>").Length;

    /// <summary>On a narrow page each entry of a long legend takes a line: not from the plot.</summary>
    private static int HeightOf(FigureDescription figure) =>
        Math.Max(IsMap(figure) ? MapHeight : Height, MarginTop(figure) + AxisAndLegend + RowsHeight(figure)) + LegendLine * Math.Max(0, Entries(figure) - 4);

    // Labels in the plane need more room than a curve.
    private static bool IsMap(FigureDescription figure) => figure.Points.Any(points => points.Labels is not null);

    private static int RowsHeight(FigureDescription figure) => figure.Boxes.Count > 0
        ? figure.Y.Categories!.Count * (Row / 2 + Box * figure.Boxes.Count)
        : Row * (figure.Y.TickLabels?.Count ?? 0);

    private static int Entries(FigureDescription figure) =>
        figure.Lines.Count + figure.Points.Count + figure.Bars.Count + figure.Boxes.Count + (figure.Level is null ? 0 : 1);

    private static Legend LegendBelow() => new Legend().With(
        ("orientation", "h"),
        ("font", Properties.Node(("size", 12))),
        // A part of the container, not of the plot: so it makes room for itself and uses the whole width.
        ("x", 0.02),
        ("xref", "container"),
        ("y", 0.01),
        ("yanchor", "bottom"),
        ("yref", "container"));

    private static LinearAxis AxisOf(AxisDescription axis) => new LinearAxis().With(
        ("title", Properties.Node(("text", PlotlyText.Of(axis.Title)), ("font", Properties.Node(("size", 13))), ("standoff", 8))),
        ("type", axis.Categories is not null ? "category" : axis.Logarithmic ? "log" : "linear"),
        ("range", axis.Range?.ToArray()),
        ("dtick", axis.Step),
        ("tickvals", axis.Ticks?.ToArray()),
        ("ticktext", axis.TickLabels is { } labels ? PlotlyText.Of(labels)
            : axis.Ticks?.Select(tick => tick.ToString(CultureInfo.InvariantCulture)).ToArray()),
        ("tickformat", axis.Format),
        ("automargin", true),
        ("showgrid", axis.Categories is null),
        ("gridcolor", Palette.Grid),
        ("zeroline", false),
        ("showline", true),
        ("linecolor", Palette.Ink));

    /// <summary>A shape reaches from edge to edge, over categories too, and stands in the legend like a curve.</summary>
    private static Shape LineAt(Level level) => new Shape().With(
        ("type", "line"),
        ("name", PlotlyText.Of(level.Name)),
        ("showlegend", true),
        ("xref", level.Direction == LevelDirection.Across ? "paper" : "x"),
        ("x0", level.Direction == LevelDirection.Upright ? level.Value : 0),
        ("x1", level.Direction == LevelDirection.Across ? 1 : level.Value),
        ("yref", level.Direction == LevelDirection.Upright ? "paper" : "y"),
        ("y0", level.Direction == LevelDirection.Across ? level.Value : 0),
        ("y1", level.Direction == LevelDirection.Upright ? 1 : level.Value),
        ("line", Properties.Node(("color", Palette.Level), ("width", 1.5), ("dash", "dash"))));
}
