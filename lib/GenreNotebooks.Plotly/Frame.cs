using System.Globalization;
using GenreNotebooks.Charts;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace GenreNotebooks.Plotly;

/// <summary>Everything around the values: title, axes, legend, paper.</summary>
internal static class Frame
{
    // Pixels. The width follows the page.
    private const int Height = 420;
    private const int LegendLine = 20;
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
        ("barmode", "group"),
        ("uniformtext", Properties.Node(("mode", "show"), ("minsize", 9))),
        ("hovermode", "closest"),
        ("hoverlabel", Properties.Node(("namelength", -1))),
        ("showlegend", Entries(figure) > 1),
        ("legend", LegendBelow()),
        ("xaxis", AxisOf(figure.X)),
        ("yaxis", AxisOf(figure.Y).With(("autorange", figure.HeatMap is null ? null : "reversed"))),
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
    private static int HeightOf(FigureDescription figure) => Height + LegendLine * Math.Max(0, Entries(figure) - 4);

    private static int Entries(FigureDescription figure) =>
        figure.Lines.Count + figure.Points.Count + figure.Bars.Count + (figure.Level is null ? 0 : 1);

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
        ("ticktext", axis.Ticks?.Select(tick => tick.ToString(CultureInfo.InvariantCulture)).ToArray()),
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
        ("xref", "paper"),
        ("x0", 0),
        ("x1", 1),
        ("yref", "y"),
        ("y0", level.Value),
        ("y1", level.Value),
        ("line", Properties.Node(("color", Palette.Level), ("width", 1.5), ("dash", "dash"))));
}
