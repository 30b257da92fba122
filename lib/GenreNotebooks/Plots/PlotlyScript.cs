namespace GenreNotebooks.Plots;

/// <summary>
/// plotly.js 2.28.0, which draws the charts in the reader's browser. A notebook or page carries it once: an early cell
/// ends on <see cref="Plot.Plotly"/>. Charts that came before it are drawn when it arrives.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class PlotlyScript : IHtmlDisplay
{
    private readonly Lazy<string> source = new(PlotlyPlugIn.ReadScript);

    internal PlotlyScript() { }

    /// <summary>The script itself, 3.6 MB of JavaScript without a <c>script</c> element around it.</summary>
    public string Source => source.Value;

    /// <summary>The script in a <c>script</c> element that leaves a plotly.js alone that is there already.</summary>
    public string ToHtml() => $"""
        <script>
        {DrawingSource}</script>
        """;

    /// <summary>One line that says what this is.</summary>
    public override string ToString() => "plotly.js 2.28.0 (draws the charts of this page, without a network)";

    // AMD and CommonJS loaders, which some notebooks bring along, would swallow the script: it must not see them.
    /// <summary>The script, guarded, and then what draws the charts of the page.</summary>
    internal string DrawingSource => $$"""
        (function (define, module, exports) { if (!window.Plotly) {
        {{Source}}
        } })();
        {{DrawScript}}
        """;

    /// <summary>Draws the charts of a page that are not drawn yet, if plotly.js is there.</summary>
    internal static string DrawScript { get; } = Resource.Read("Plots/draw-charts.js");
}
