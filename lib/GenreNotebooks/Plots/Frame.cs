using System.Globalization;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace GenreNotebooks.Plots;

/// <summary>Everything around the values: title, axes, legend. How they look is in the template, see <see cref="Theme"/>.</summary>
internal sealed class Frame(FigureDescription figure, Theme theme)
{
    // Pixels. There is no width: it follows the page.
    private const int PlainHeight = 420;
    private const int MapHeight = 560;
    private const int LegendLine = 20;
    private const int AroundRows = 160;
    private const int Row = 26;
    private const int Box = 11;

    public Layout ToLayout() => new Layout().With(
        ("title", new Title().With(("text", PlotlyText.Of(figure.Title)))),
        ("autosize", true),
        ("height", Height()),
        ("barmode", figure.Stacked ? "stack" : "group"),
        ("boxmode", figure.Boxes.Count > 0 ? "group" : null),
        ("boxgap", figure.Boxes.Count > 0 ? 0.2 : null),
        ("boxgroupgap", figure.Boxes.Count > 0 ? 0.15 : null),
        ("hovermode", "closest"),
        ("showlegend", Entries() > 1),
        ("xaxis", AxisOf(figure.X)),
        ("yaxis", AxisOf(figure.Y).With(("autorange", figure.Y.Categories is null ? null : "reversed"))),
        ("shapes", figure.Level is { } level ? new[] { LineAt(level) } : null),
        ("template", theme.ToTemplate()));

    /// <summary>On a narrow page each entry of a long legend takes a line, for which the figure grows.</summary>
    private int Height() =>
        Math.Max(IsMap() ? MapHeight : PlainHeight, AroundRows + RowsHeight()) + LegendLine * Math.Max(0, Entries() - 4);

    // The labels of a map need more space than a curve.
    private bool IsMap() => figure.Points.Any(points => points.Labels is not null);

    private int RowsHeight() => figure.Boxes.Count > 0
        ? figure.Y.Categories!.Count * (Row / 2 + Box * figure.Boxes.Count)
        : Row * (figure.Y.TickLabels?.Count ?? 0);

    private int Entries() =>
        figure.Lines.Count + figure.Points.Count + figure.Bars.Count + figure.Boxes.Count + (figure.Level is null ? 0 : 1);

    private static LinearAxis AxisOf(AxisDescription axis) => new LinearAxis().With(
        ("title", new Title().With(("text", PlotlyText.Of(axis.Title)))),
        ("type", axis.Categories is not null ? "category" : axis.Logarithmic ? "log" : "linear"),
        ("range", axis.Range?.ToArray()),
        ("dtick", axis.Step),
        ("tickvals", axis.Ticks?.ToArray()),
        ("ticktext", axis.TickLabels is { } labels ? PlotlyText.Of(labels)
            : axis.Ticks?.Select(tick => tick.ToString(CultureInfo.InvariantCulture)).ToArray()),
        ("tickformat", axis.Format),
        ("showgrid", axis.Categories is null));

    /// <summary>A shape, because it reaches from edge to edge, also over categories, and has an entry in the legend like a curve.</summary>
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
        ("line", new Line().With(("width", 1.5), ("dash", "dash"))));
}
