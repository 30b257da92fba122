using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Display;
using Plotly.NET;

namespace GenreNotebooks.Plots;

/// <summary>
/// A chart of Plotly.NET that a cell can end on: every engine shows it, without a network, and where no script runs its values show as
/// a table. <see cref="With"/> restyles it with Plotly.NET, <see cref="Save"/> writes it to a file.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Plot : IHtmlDisplay
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Func<bool, GenericChart> draw;
    private readonly Table values;
    private readonly Lazy<JsonObject> light, dark;

    private Plot(FigureDescription figure, Table values)
        : this(figure.Title, values, isDark => figure.Draw(isDark ? Theme.Dark : Theme.Light))
    {
    }

    /// <param name="title">The title.</param>
    /// <param name="values">What the plot shows.</param>
    /// <param name="draw">Draws it on light or dark paper; each time another chart, for Plotly.NET changes charts in place.</param>
    private Plot(string title, Table values, Func<bool, GenericChart> draw)
    {
        (Title, this.values, this.draw) = (title.Length > 0 ? title : "Chart", values, draw);
        // Once: what a function or a sequence of the user gives may differ from call to call.
        (light, dark) = (new(() => FigureReader.ToJson(draw(false))), new(() => FigureReader.ToJson(draw(true))));
    }

    /// <summary>The title above the chart, as plain text; <c>Chart</c> without one.</summary>
    public string Title { get; }

    /// <summary>The chart. It is a copy: what is done to it leaves the plot as it is, see <see cref="With"/>.</summary>
    public GenericChart Chart => draw(false);

    /// <summary>The Plotly figure: a JSON object of <c>data</c> and <c>layout</c>.</summary>
    public string FigureJson => Figure(light.Value).ToJsonString(Readable);

    /// <summary>The figure and what a page needs beside it: a configuration of its own, and as <c>dark</c> what differs on dark paper.</summary>
    internal string FullJson
    {
        get
        {
            var figure = light.Value.DeepClone().AsObject();
            figure["dark"] = FigureDifference.Between(figure, dark.Value);
            return figure.ToJsonString(Readable);
        }
    }

    /// <summary>
    /// A fragment of HTML that draws the chart in the colours of the page, light or dark; as wide as its place, if it has no width of its own.
    /// plotly.js is brought by the engine's extension; where there is none, by the first plot that a process shows.
    /// </summary>
    public string ToHtml() => (PlotlyScript.IsToBeBrought() ? Script.ToHtml() : "") + ToHtml(FullJson);

    /// <summary>The title and the values, as text.</summary>
    public override string ToString() => $"{Title}\n{values}";

    private static JsonObject Figure(JsonObject json)
    {
        var figure = json.DeepClone().AsObject();
        figure.Remove("config");
        return figure;
    }

    private string ToHtml(string figure) => $"""
        <div class="genre-chart" style="margin:0.5em 0" role="figure" aria-label="{WebUtility.HtmlEncode(Title)}">
        <div class="genre-chart-plot" role="img" aria-label="{WebUtility.HtmlEncode(ToString())}" style="width:100%" hidden></div>
        <div class="genre-chart-values"><strong>{WebUtility.HtmlEncode(Title)}</strong>{values.ToHtml()}</div>
        <script type="application/json">{figure.Replace("<", "\\u003c", StringComparison.Ordinal)}</script>
        <script>window.drawGenreCharts && drawGenreCharts();</script>
        </div>
        """;
}
