using System.Net;
using System.Text.Json;

namespace GenreNotebooks.Plots;

/// <summary>
/// A chart drawn by Plotly.NET. A cell that ends on it shows it in every engine, without a network, if an earlier or
/// later cell of the notebook ends on <see cref="Plotly"/>; where no script runs, its values show as a table.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Plot : IHtmlDisplay
{
    private readonly Table values;
    private readonly Lazy<string> figureJson;

    private Plot(FigureDescription figure, Table values)
    {
        (Title, this.values) = (figure.Title, values);
        // Drawn when it is first shown: loading Plotly.NET takes a second.
        figureJson = new(() => PlotlyPlugIn.Draw(JsonSerializer.Serialize(figure)));
    }

    /// <summary>plotly.js, once for each notebook: the object that an early cell ends on.</summary>
    public static PlotlyScript Plotly { get; } = new();

    /// <summary>The title above the chart.</summary>
    public string Title { get; }

    /// <summary>The Plotly figure: a JSON object of <c>data</c> and <c>layout</c>.</summary>
    public string FigureJson => figureJson.Value;

    /// <summary>A fragment of HTML that draws the chart as wide as its place, as soon as plotly.js is on the page.</summary>
    public string ToHtml() => ToHtml(FigureJson);

    /// <summary>The title and the values, as text.</summary>
    public override string ToString() => $"{Title}\n{values}";

    private string ToHtml(string figure) => $"""
        <div class="genre-chart" style="margin:0.5em 0" role="figure" aria-label="{WebUtility.HtmlEncode(Title)}">
        <div class="genre-chart-plot" role="img" aria-label="{WebUtility.HtmlEncode(ToString())}" style="width:100%" hidden></div>
        <div class="genre-chart-values"><strong>{WebUtility.HtmlEncode(Title)}</strong>{values.ToHtml()}</div>
        <script type="application/json">{figure.Replace("<", "\\u003c", StringComparison.Ordinal)}</script>
        <script>{PlotlyScript.DrawScript}</script>
        </div>
        """;
}
