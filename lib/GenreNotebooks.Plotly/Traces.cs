using GenreNotebooks.Plots;
using Plotly.NET;

namespace GenreNotebooks.Plotly;

/// <summary>The parts of a figure that show values.</summary>
internal static class Traces
{
    private const int LabelSize = 11;

    public static IEnumerable<Trace> Of(FigureDescription figure)
    {
        var traces = new List<Trace>();
        traces.AddRange(figure.Lines.Select((line, index) =>
            Line(figure, line, figure.Lines.Take(index).Count(earlier => earlier.Style == line.Style))));
        traces.AddRange(figure.Points.Select(Points));
        traces.AddRange(figure.Bars.Select((bars, index) => Bars(figure, bars, index)));
        traces.AddRange(figure.Boxes.Select((boxes, index) => Boxes(figure, boxes, index)));
        if (figure.HeatMap is { } cells)
        {
            traces.Add(HeatMap(figure, cells));
        }
        return traces;
    }

    private static Trace2D Line(FigureDescription figure, LineSeries line, int index)
    {
        var stroke = Stroke.Of(line.Style, index);
        // One value alone makes no line: it shows as a marker whatever the style.
        var mode = stroke.Dash is null ? "markers" : stroke.Symbol is null && line.Values.Count > 1 ? "lines" : "lines+markers";
        var name = PlotlyText.Of(line.Name);
        return new Trace2D("scatter").With(
            ("name", name),
            ("mode", mode),
            ("x", Enumerable.Range(1, line.Values.Count).ToArray()),
            ("y", line.Values.ToArray()),
            ("line", Properties.Node(("color", stroke.Color), ("width", stroke.Width), ("dash", stroke.Dash))),
            ("marker", Properties.Node(("color", stroke.Color), ("size", stroke.MarkerSize), ("symbol", stroke.Symbol))),
            ("hovertemplate", $"{PlotlyText.Of(figure.X.Title)} %{{x}}<br>%{{y:.4f}}"));
    }

    private static Trace2D Points(PointSeries points, int index)
    {
        var (color, symbol) = (Palette.StrongAt(index), Stroke.SymbolAt(index));
        return new Trace2D("scatter").With(
            ("name", PlotlyText.Of(points.Name)),
            ("mode", $"{(points.Joined ? "lines+" : "")}markers{(points.Labels is null ? "" : "+text")}"),
            ("x", points.At.ToArray()),
            ("y", points.Values.ToArray()),
            ("error_x", Errors(points.ErrorsX, color)),
            ("error_y", Errors(points.ErrorsY, color)),
            ("text", points.Labels is null ? null : PlotlyText.Of(points.Labels)),
            ("textposition", points.Labels is null ? null : "top center"),
            ("textfont", points.Labels is null ? null : Properties.Node(("size", LabelSize), ("color", Palette.Ink))),
            ("cliponaxis", points.Labels is null ? null : false),
            ("line", Properties.Node(("color", color), ("width", 2))),
            ("marker", Properties.Node(
                ("color", color), ("size", points.Labels is null ? 8 : 6), ("opacity", points.Labels is null ? null : 0.7), ("symbol", symbol))),
            ("hovertext", PlotlyText.Of(points.Hovers)),
            ("hoverinfo", "text"));
    }

    private static Trace2D Bars(FigureDescription figure, BarSeries bars, int index) => new Trace2D("bar").With(
        ("name", PlotlyText.Of(bars.Name)),
        ("x", PlotlyText.Of(figure.X.Categories!)),
        ("y", bars.Values.ToArray()),
        ("text", PlotlyText.Of(bars.Labels)),
        // At its foot a label is clear of the error bar, and turns where the bar is narrow.
        ("textposition", figure.Stacked ? "none" : bars.Errors is null ? "outside" : "inside"),
        ("insidetextanchor", bars.Errors is null ? null : "start"),
        ("textangle", bars.Errors is null ? 0 : "auto"),
        ("error_y", Errors(bars.Errors, Palette.Ink)),
        ("cliponaxis", false),
        ("hovertext", PlotlyText.Of(bars.Hovers)),
        ("hoverinfo", "text"),
        ("marker", Properties.Node(("color", Palette.BarAt(index)))));

    // Computed quartiles instead of all values: a chart of 22 features stays small.
    private static Trace2D Boxes(FigureDescription figure, BoxSeries boxes, int index) => new Trace2D("box").With(
        ("name", PlotlyText.Of(boxes.Name)),
        ("orientation", "h"),
        ("y", PlotlyText.Of(figure.Y.Categories!)),
        ("lowerfence", boxes.Low.ToArray()),
        ("q1", boxes.Q1.ToArray()),
        ("median", boxes.Median.ToArray()),
        ("q3", boxes.Q3.ToArray()),
        ("upperfence", boxes.High.ToArray()),
        ("line", Properties.Node(("width", 1.5))),
        ("marker", Properties.Node(("color", Palette.BarAt(index)))));

    private static DynamicObj.DynamicObj? Errors(ErrorBars? errors, string color) => errors is null ? null : Properties.Node(
        ("type", "data"),
        ("symmetric", false),
        ("array", errors.Up.ToArray()),
        ("arrayminus", errors.Down.ToArray()),
        ("color", color),
        ("thickness", 1.5),
        ("width", 4));

    private static Trace2D HeatMap(FigureDescription figure, HeatMapCells cells) => new Trace2D("heatmap").With(
        ("x", PlotlyText.Of(figure.X.Categories!)),
        ("y", PlotlyText.Of(figure.Y.Categories!)),
        ("z", cells.Shares.Select(row => row.ToArray()).ToArray()),
        ("zmin", 0),
        ("zmax", 1),
        ("text", PlotlyText.Of(cells.Labels)),
        ("texttemplate", "%{text}"),
        ("textfont", Properties.Node(("color", Palette.Ink))),
        ("hovertext", PlotlyText.Of(cells.Hovers)),
        ("hoverinfo", "text"),
        ("colorscale", Palette.Shares),
        // Each cell prints its share: a colour bar would only take room from it.
        ("showscale", false),
        ("xgap", 2),
        ("ygap", 2));
}
