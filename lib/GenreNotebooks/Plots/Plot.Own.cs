using System.Text.Json.Nodes;
using Plotly.NET;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    /// <summary>plotly.js for a page, see <see cref="PlotlyScript"/>.</summary>
    public static PlotlyScript Script { get; } = new();

    /// <summary>A chart of one's own, made with Plotly.NET. Without a template of its own it has our dark colours on dark paper.</summary>
    /// <param name="chart">The chart; what is done to it later leaves the plot as it is.</param>
    public static Plot Of(GenericChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return OfFigure(FigureReader.ToJson(chart));
    }

    /// <summary>A figure of one's own as plotly writes it: a JSON object of <c>data</c>, <c>layout</c> and perhaps <c>config</c>.</summary>
    /// <param name="figure">The JSON, such as Python's <c>fig.to_json()</c> or a file that <see cref="Save"/> wrote.</param>
    /// <exception cref="InputException">It is no such JSON.</exception>
    public static Plot OfJson(string figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var json = FigureReader.Parse(figure);
        if (json["dark"] is not JsonArray dark)
        {
            return OfFigure(json);
        }
        var darkened = FigureReader.Changed(json, dark);
        return new(PlotlyText.Title(json), PlotValues.Of(json), isDark => FigureReader.Read(isDark ? darkened : json));
    }

    /// <summary>The figure alone of what <see cref="FullJson"/> gave.</summary>
    internal static string FigureOf(string fullJson)
    {
        var figure = FigureReader.Parse(fullJson);
        return figure.Remove("dark") ? figure.ToJsonString(Readable) : fullJson;
    }

    /// <summary>
    /// The plot restyled with any function of Plotly.NET, such as <c>plot.With(chart => chart.WithXAxisStyle(…))</c>: a title, axes, colours,
    /// another trace. What the function sets also holds on dark paper and in another size.
    /// </summary>
    /// <param name="change">From the chart to another. It is called for light paper and for dark, on a chart of its own each time.</param>
    /// <exception cref="InputException">The function gives no chart.</exception>
    public Plot With(Func<GenericChart, GenericChart> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        GenericChart Changed(bool dark) => change(draw(dark))
            ?? throw new InputException($"The function given to With for the chart '{Title}' gave null: expected a chart.");
        var (before, after) = (light.Value, FigureReader.ToJson(Changed(false)));
        var sameTitle = PlotlyText.Title(before) == PlotlyText.Title(after);
        return new(sameTitle ? Title : PlotlyText.Title(after), PlotValues.AreSame(before, after) ? values : PlotValues.Of(after), Changed);
    }

    private static Plot OfFigure(JsonObject json) => new(
        PlotlyText.Title(json), PlotValues.Of(json), dark => dark ? Darkened(FigureReader.Read(json)) : FigureReader.Read(json));

    // A template that the chart has chosen decides on its paper too. Plotly's default is no choice: .NET's and Python's write it alike.
    private static GenericChart Darkened(GenericChart chart)
    {
        var layout = GenericChart.getLayout(chart);
        var template = layout.TryGetPropertyValue("template")?.Value as DynamicObj.DynamicObj;
        var plane = (template?.TryGetPropertyValue("layout")?.Value as DynamicObj.DynamicObj)?.TryGetPropertyValue("plot_bgcolor")?.Value;
        if (plane is null or "rgba(229, 236, 246, 1.0)" or "#E5ECF6")
        {
            layout.SetProperty("template", Theme.Dark.Colour(template ?? new()));
        }
        return chart;
    }
}
