using System.Globalization;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace GenreNotebooks.Plots;

/// <summary>Everything around the values: title, axes, legend, paper.</summary>
internal sealed class Frame(FigureDescription figure, Theme theme)
{
    // Pixels. There is no width: it follows the page.
    private const int PlainHeight = 420;
    private const int MapHeight = 560;
    private const int LegendLine = 20;
    private const int AxisAndLegend = 110;
    private const int Row = 26;
    private const int Box = 11;
    private const int TitleBaseline = 28;
    private const int TitleLine = 21;

    public Layout ToLayout() => new Layout().With(
        ("title", TitleAbove()),
        ("autosize", true),
        ("height", Height()),
        ("font", new Font().With(("family", "Open Sans, Helvetica, Arial, sans-serif"), ("size", 13), ("color", theme.Ink))),
        ("paper_bgcolor", theme.Paper),
        ("plot_bgcolor", theme.Paper),
        ("margin", new Margin().With(("l", 20), ("r", 20), ("t", MarginTop()), ("b", 20))),
        ("barmode", figure.Stacked ? "stack" : "group"),
        ("boxmode", figure.Boxes.Count > 0 ? "group" : null),
        ("boxgap", figure.Boxes.Count > 0 ? 0.2 : null),
        ("boxgroupgap", figure.Boxes.Count > 0 ? 0.15 : null),
        ("uniformtext", new UniformText().With(("mode", "show"), ("minsize", 9))),
        ("hovermode", "closest"),
        ("hoverlabel", new Hoverlabel().With(("namelength", -1))),
        ("showlegend", Entries() > 1),
        ("legend", LegendBelow()),
        ("xaxis", AxisOf(figure.X)),
        ("yaxis", AxisOf(figure.Y).With(("autorange", figure.Y.Categories is null ? null : "reversed"))),
        ("shapes", figure.Level is { } level ? new[] { LineAt(level) } : null));

    private Title TitleAbove() => new Title().With(
        ("text", PlotlyText.OfTitle(figure.Title)),
        ("font", new Font().With(("size", 16))),
        ("x", 0.02),
        ("xanchor", "left"),
        ("xref", "container"),
        // Pixels from the top to the baseline of the first line, the only position that plotly.js keeps for any number of lines.
        ("y", 1),
        ("yanchor", "bottom"),
        ("yref", "container"),
        ("pad", new Padding().With(("b", -TitleBaseline))));

    private int MarginTop() =>
        TitleBaseline + TitleLine * PlotlyText.OfTitle(figure.Title).Split("<br>").Length;

    /// <summary>On a narrow page each entry of a long legend takes a line, for which the figure grows.</summary>
    private int Height() =>
        Math.Max(IsMap() ? MapHeight : PlainHeight, MarginTop() + AxisAndLegend + RowsHeight()) + LegendLine * Math.Max(0, Entries() - 4);

    // The labels of a map need more space than a curve.
    private bool IsMap() => figure.Points.Any(points => points.Labels is not null);

    private int RowsHeight() => figure.Boxes.Count > 0
        ? figure.Y.Categories!.Count * (Row / 2 + Box * figure.Boxes.Count)
        : Row * (figure.Y.TickLabels?.Count ?? 0);

    private int Entries() =>
        figure.Lines.Count + figure.Points.Count + figure.Bars.Count + figure.Boxes.Count + (figure.Level is null ? 0 : 1);

    private static Legend LegendBelow() => new Legend().With(
        ("orientation", "h"),
        ("font", new Font().With(("size", 12))),
        // Placed in the container, not in the plot, a legend uses the whole width and the plot leaves space for it.
        ("x", 0.02),
        ("xref", "container"),
        ("y", 0.01),
        ("yanchor", "bottom"),
        ("yref", "container"));

    private LinearAxis AxisOf(AxisDescription axis) => new LinearAxis().With(
        ("title", new Title().With(("text", PlotlyText.Of(axis.Title)), ("font", new Font().With(("size", 13))), ("standoff", 8))),
        ("type", axis.Categories is not null ? "category" : axis.Logarithmic ? "log" : "linear"),
        ("range", axis.Range?.ToArray()),
        ("dtick", axis.Step),
        ("tickvals", axis.Ticks?.ToArray()),
        ("ticktext", axis.TickLabels is { } labels ? PlotlyText.Of(labels)
            : axis.Ticks?.Select(tick => tick.ToString(CultureInfo.InvariantCulture)).ToArray()),
        ("tickformat", axis.Format),
        ("automargin", true),
        ("showgrid", axis.Categories is null),
        ("gridcolor", theme.Grid),
        ("zeroline", false),
        ("showline", true),
        ("linecolor", theme.Ink));

    /// <summary>A shape, because it reaches from edge to edge, also over categories, and has an entry in the legend like a curve.</summary>
    private Shape LineAt(Level level) => new Shape().With(
        ("type", "line"),
        ("name", PlotlyText.Of(level.Name)),
        ("showlegend", true),
        ("xref", level.Direction == LevelDirection.Across ? "paper" : "x"),
        ("x0", level.Direction == LevelDirection.Upright ? level.Value : 0),
        ("x1", level.Direction == LevelDirection.Across ? 1 : level.Value),
        ("yref", level.Direction == LevelDirection.Upright ? "paper" : "y"),
        ("y0", level.Direction == LevelDirection.Across ? level.Value : 0),
        ("y1", level.Direction == LevelDirection.Upright ? 1 : level.Value),
        ("line", new Line().With(("color", theme.Level), ("width", 1.5), ("dash", "dash"))));
}
