using Plotly.NET;
using Plotly.NET.TraceObjects;

namespace GenreNotebooks.Plots;

/// <summary>The parts of a figure that show values.</summary>
internal sealed class Traces(FigureDescription figure, Theme theme)
{
    private const int LabelSize = 11;

    public IEnumerable<Trace> ToTraces()
    {
        var traces = new List<Trace>();
        traces.AddRange(figure.Lines.Select((line, index) =>
            Line(line, figure.Lines.Take(index).Count(earlier => earlier.Style == line.Style))));
        traces.AddRange(figure.Points.Select(Points));
        traces.AddRange(figure.Bars.Select(Bars));
        traces.AddRange(figure.Boxes.Select(Boxes));
        if (figure.HeatMap is { } cells)
        {
            traces.Add(HeatMap(cells));
        }
        return traces;
    }

    private Trace2D Line(LineSeries line, int index)
    {
        var stroke = Stroke.Of(line.Style, index, theme);
        // A single value makes no line, so it shows as a marker in every style.
        var mode = stroke.Dash is null ? "markers" : stroke.Symbol is null && line.Values.Count > 1 ? "lines" : "lines+markers";
        return new Trace2D("scatter").With(
            ("name", PlotlyText.Of(line.Name)),
            ("mode", mode),
            ("x", Enumerable.Range(1, line.Values.Count).ToArray()),
            ("y", line.Values.ToArray()),
            ("line", new Line().With(("color", stroke.Color), ("width", stroke.Width), ("dash", stroke.Dash))),
            ("marker", new Marker().With(("color", stroke.Color), ("size", stroke.MarkerSize), ("symbol", stroke.Symbol))),
            ("hovertemplate", $"{PlotlyText.Of(figure.X.Title)} %{{x}}<br>%{{y:.4f}}"));
    }

    private Trace2D Points(PointSeries points, int index)
    {
        var (color, symbol) = (theme.StrongAt(index), Stroke.SymbolAt(index));
        return new Trace2D("scatter").With(
            ("name", PlotlyText.Of(points.Name)),
            ("mode", $"{(points.Joined ? "lines+" : "")}markers{(points.Labels is null ? "" : "+text")}"),
            ("x", points.At.ToArray()),
            ("y", points.Values.ToArray()),
            ("error_x", Errors(points.ErrorsX, color)),
            ("error_y", Errors(points.ErrorsY, color)),
            ("text", points.Labels is null ? null : PlotlyText.Of(points.Labels)),
            ("textposition", points.Labels is null ? null : "top center"),
            ("textfont", points.Labels is null ? null : new Font().With(("size", LabelSize))),
            ("cliponaxis", points.Labels is null ? null : false),
            ("line", new Line().With(("color", color), ("width", 2))),
            ("marker", new Marker().With(
                ("color", color), ("size", points.Labels is null ? 8 : 6), ("opacity", points.Labels is null ? null : 0.7), ("symbol", symbol))),
            ("hovertext", PlotlyText.Of(points.Hovers)),
            ("hoverinfo", "text"));
    }

    private Trace2D Bars(BarSeries bars, int index) => new Trace2D("bar").With(
        ("name", PlotlyText.Of(bars.Name)),
        ("x", PlotlyText.Of(figure.X.Categories!)),
        ("y", bars.Values.ToArray()),
        ("text", PlotlyText.Of(bars.Labels)),
        // At the foot of the bar, a label does not meet the error bar. In a narrow bar it turns.
        ("textposition", figure.Stacked ? "none" : bars.Errors is null ? "outside" : "inside"),
        ("insidetextanchor", bars.Errors is null ? null : "start"),
        ("textangle", bars.Errors is null ? 0 : "auto"),
        ("error_y", Errors(bars.Errors)),
        ("cliponaxis", false),
        ("hovertext", PlotlyText.Of(bars.Hovers)),
        ("hoverinfo", "text"),
        ("marker", new Marker().With(("color", theme.BarAt(index)))));

    // Quartiles instead of all values keep a chart of 22 features small.
    private Trace2D Boxes(BoxSeries boxes, int index) => new Trace2D("box").With(
        ("name", PlotlyText.Of(boxes.Name)),
        ("orientation", "h"),
        ("y", PlotlyText.Of(figure.Y.Categories!)),
        ("lowerfence", boxes.Low.ToArray()),
        ("q1", boxes.Q1.ToArray()),
        ("median", boxes.Median.ToArray()),
        ("q3", boxes.Q3.ToArray()),
        ("upperfence", boxes.High.ToArray()),
        ("line", new Line().With(("width", 1.5))),
        ("marker", new Marker().With(("color", theme.BarAt(index)))));

    private static Error? Errors(ErrorBars? errors, string? color = null) => errors is null ? null : new Error().With(
        ("type", "data"),
        ("symmetric", false),
        ("array", errors.Up.ToArray()),
        ("arrayminus", errors.Down.ToArray()),
        ("color", color),
        ("thickness", 1.5),
        ("width", 4));

    private Trace2D HeatMap(HeatMapCells cells) => new Trace2D("heatmap").With(
        ("x", PlotlyText.Of(figure.X.Categories!)),
        ("y", PlotlyText.Of(figure.Y.Categories!)),
        ("z", cells.Shares.Select(row => row.ToArray()).ToArray()),
        ("zmin", 0),
        ("zmax", 1),
        ("text", PlotlyText.Of(cells.Labels)),
        ("texttemplate", "%{text}"),
        ("hovertext", PlotlyText.Of(cells.Hovers)),
        ("hoverinfo", "text"),
        // Each cell prints its share, so a colour bar would only take space.
        ("showscale", false),
        ("xgap", 2),
        ("ygap", 2));
}

/// <summary>How a curve is drawn. Curves differ in more than colour. Null as dash means no line, null as symbol no markers.</summary>
internal sealed record Stroke(string Color, double Width, string? Dash, string? Symbol, int MarkerSize)
{
    // Their number differs from that of the colours, so that many curves pass before two look alike.
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "x", "star"];

    public static string SymbolAt(int index) => Symbols[index % Symbols.Length];

    /// <param name="style">The kind of curve.</param>
    /// <param name="index">Its index among the curves of the same style. The n-th reference has the colour of the n-th test curve.</param>
    /// <param name="theme">The colours.</param>
    public static Stroke Of(CurveStyle style, int index, Theme theme) => style switch
    {
        CurveStyle.Train => new(theme.SoftAt(index), 1.5, "solid", "square-open", 6),
        CurveStyle.Test => new(theme.StrongAt(index), 2.5, "solid", "circle", 6),
        CurveStyle.Reference => new(theme.StrongAt(index), 2, "dot", null, 6),
        _ => new(theme.StrongAt(index), 0, null, "star", 14),
    };
}
