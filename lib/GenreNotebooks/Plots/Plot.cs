using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using Plotly.NET;

namespace GenreNotebooks.Plots;

/// <summary>
/// A chart of Plotly.NET that a cell can end on: every engine shows it without a network. Where no script runs, its values show as a
/// table. <see cref="With"/> restyles it with Plotly.NET, <see cref="Save"/> writes it to a file.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Plot : IHtmlDisplay
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Func<bool, GenericChart> draw;
    private readonly Table values;
    private readonly Lazy<JsonObject> light, dark;
    private readonly bool onSample;

    private Plot(FigureDescription figure, Table values)
        : this(figure.Title, values, isDark => figure.Draw(isDark ? Theme.Dark : Theme.Light))
    {
    }

    /// <param name="title">The title.</param>
    /// <param name="values">The values that the plot shows.</param>
    /// <param name="draw">Draws it on light or dark paper. Each call gives a new chart, because Plotly.NET changes charts in place.</param>
    /// <param name="onSample">Whether the values come from the sample; null to go by the songs that the process loaded last.</param>
    private Plot(string title, Table values, Func<bool, GenericChart> draw, bool? onSample = null)
    {
        this.onSample = onSample ?? LoadedSongs.AreSample;
        (Title, this.values, this.draw) = (title.Length > 0 ? title : "Chart", values, draw);
        // Once: a function or a sequence of the user may give other values on the next call.
        (light, dark) = (new(() => Json(draw(false))), new(() => Json(draw(true))));
    }

    /// <summary>plotly.js for a page, see <see cref="PlotlyScript"/>.</summary>
    public static PlotlyScript Script { get; } = new();

    /// <summary>The title above the chart, as plain text; <c>Chart</c> if it has none.</summary>
    public string Title { get; }

    /// <summary>A copy of the chart. Changing it does not change the plot; use <see cref="With"/> for that.</summary>
    public GenericChart Chart => draw(false);

    /// <summary>The Plotly figure: a JSON object of <c>data</c> and <c>layout</c>.</summary>
    public string FigureJson => Figure(light.Value).ToJsonString(Readable);

    /// <summary>A plot of your own Plotly.NET chart. Unless the chart has a template of its own, it gets our dark colours on dark paper.</summary>
    /// <param name="chart">The chart. Later changes to it do not change the plot.</param>
    public static Plot Of(GenericChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return OfFigure(FigureReader.ToJson(chart));
    }

    /// <summary>A plot of a figure in Plotly's JSON: an object of <c>data</c>, <c>layout</c> and optionally <c>config</c>.</summary>
    /// <param name="figure">The JSON, such as that of Python's <c>fig.to_json()</c>, of <see cref="ToJson"/> or of a file that <see cref="Save"/> wrote.</param>
    /// <exception cref="InputException">The text is not such JSON.</exception>
    public static Plot OfJson(string figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var json = FigureReader.Parse(figure);
        if (json["dark"] is not JsonArray differences)
        {
            return OfFigure(json, SampleMark.IsOn(json));
        }
        var dark = FigureReader.Changed(json, differences);
        return new(PlotlyText.Title(json), PlotValues.Of(json), isDark => FigureReader.Read(isDark ? dark : json), SampleMark.IsOn(json));
    }

    /// <summary>
    /// Restyles the plot with any function of Plotly.NET, such as <c>plot.With(chart => chart.WithXAxisStyle(…))</c>: a title, axes,
    /// colours, another trace. The changes also apply on dark paper and in other sizes.
    /// </summary>
    /// <param name="change">Changes a chart. It is called once for light and once for dark paper, each time with a new chart.</param>
    /// <exception cref="InputException">The function returns null.</exception>
    public Plot With(Func<GenericChart, GenericChart> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        GenericChart Changed(bool dark) => change(draw(dark))
            ?? throw new InputException($"The function given to With for the chart '{Title}' gave null: expected a chart.");
        var (before, after) = (light.Value, FigureReader.ToJson(Changed(false)));
        var sameTitle = PlotlyText.Title(before) == PlotlyText.Title(after);
        return new(sameTitle ? Title : PlotlyText.Title(after), PlotValues.AreSame(before, after) ? values : PlotValues.Of(after), Changed, onSample);
    }

    /// <summary>
    /// A copy that goes by the given songs, not by those that the process loaded last: a chart of the sample alone says so below its title. Where only some
    /// songs are the sample, the names must say which.
    /// </summary>
    /// <param name="songs">The songs that the values come from, such as <see cref="Runs.RunRecord.Data"/>.</param>
    public Plot OnSongs(params IReadOnlyList<DataOrigin> songs)
    {
        ArgumentNullException.ThrowIfNull(songs);
        return new(Title, values, draw, songs.Count > 0 && songs.All(one => one.IsSample));
    }

    /// <summary>
    /// The whole plot as JSON that <see cref="OfJson"/> reads back: the figure, its configuration if it has one, and as <c>dark</c> the
    /// places whose values differ on dark paper.
    /// </summary>
    public string ToJson()
    {
        var figure = light.Value.DeepClone().AsObject();
        figure["dark"] = FigureDifference.Between(figure, dark.Value);
        return figure.ToJsonString(Readable);
    }

    /// <summary>
    /// A fragment of HTML that draws the chart in the colours of the page, light or dark. Without a width of its own, the chart fills the
    /// width of its container. The engine's extension brings plotly.js; without an engine, the first plot that a process shows does.
    /// </summary>
    public string ToHtml() => (PlotlyScript.IsMissing() ? Script.ToHtml() : "") + ToHtml(ToJson(), Title);

    /// <summary>The title and the values as text.</summary>
    public override string ToString() => $"{Title}\n{values}{(onSample && !values.Note.Contains(DataOrigin.SampleNote, StringComparison.Ordinal) ? $"\n{DataOrigin.SampleNote}" : "")}";

    private static Plot OfFigure(JsonObject json, bool? onSample = null) => new(
        PlotlyText.Title(json), PlotValues.Of(json), dark => dark ? OnDarkPaper(FigureReader.Read(json)) : FigureReader.Read(json), onSample);

    // A template that the chart has chosen also sets its paper. Plotly's default, which .NET and Python write alike, is not a choice.
    private static GenericChart OnDarkPaper(GenericChart chart)
    {
        var layout = GenericChart.getLayout(chart);
        var template = layout.TryGetPropertyValue("template")?.Value as DynamicObj.DynamicObj;
        var paper = (template?.TryGetPropertyValue("layout")?.Value as DynamicObj.DynamicObj)?.TryGetPropertyValue("plot_bgcolor")?.Value;
        if (Equals(paper, Theme.Light.Paper))
        {
            layout.SetProperty("template", Theme.Dark.ToTemplate()); // one of ours, read from a file
        }
        else if (paper is null or "rgba(229, 236, 246, 1.0)" or "#E5ECF6")
        {
            layout.SetProperty("template", Theme.Dark.ApplyTo(template ?? new()));
        }
        return chart;
    }

    private JsonObject Json(GenericChart chart) => onSample ? SampleMark.AddTo(FigureReader.ToJson(chart)) : FigureReader.ToJson(chart);

    private static JsonObject Figure(JsonObject json)
    {
        var figure = json.DeepClone().AsObject();
        figure.Remove("config");
        return figure;
    }

    private string ToHtml(string figure, string title) => $"""
        <div class="genre-chart" style="margin:0.5em 0" role="figure" aria-label="{WebUtility.HtmlEncode(title)}">
        <div class="genre-chart-plot" role="img" aria-label="{WebUtility.HtmlEncode(AltText.Of(title, light.Value, values))}" style="width:100%" hidden></div>
        <div class="genre-chart-values"><strong>{WebUtility.HtmlEncode(title)}</strong>{values.ToHtml()}{(onSample && !values.Note.Contains(DataOrigin.SampleNote, StringComparison.Ordinal) ? $"<small>{DataOrigin.SampleNote}</small>" : "")}</div>
        <details class="genre-chart-data" style="font-size:0.85em" hidden><summary style="cursor:pointer">Values</summary></details>
        <script type="application/json">{figure.Replace("<", "\\u003c", StringComparison.Ordinal)}</script>
        <script>window.drawGenreCharts && drawGenreCharts();</script>
        </div>
        """;
}
