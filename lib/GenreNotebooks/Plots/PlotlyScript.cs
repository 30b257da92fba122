using System.Reflection;
using GenreNotebooks.Display;
using Plotly.NET;

namespace GenreNotebooks.Plots;

/// <summary>
/// plotly.js 2.28.0, which draws the charts in the reader's browser. A page carries it once. Charts that stand before it are drawn when
/// it arrives.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class PlotlyScript : IHtmlDisplay
{
    private static int shown;

    private readonly Lazy<string> source = new(() => Read(typeof(GenericChart).Assembly, "Plotly.NET.plotly-2.28.0.min.js"));

    internal PlotlyScript() { }

    /// <summary>plotly.js itself: 3.6 MB of JavaScript without a <c>script</c> element around it.</summary>
    public string Source => source.Value;

    // AMD and CommonJS loaders, which some notebooks bring along, must not see plotly.js: they would take it instead of the page.
    /// <summary>
    /// The JavaScript of a page with plots, for a file that its pages share: plotly.js, unless the page already has one, and then the code
    /// that draws the charts.
    /// </summary>
    public string DrawingSource => $$"""
        (function (define, module, exports) { if (!window.Plotly) {
        {{Source}}
        } })();
        {{FitScript}}
        {{DrawScript}}
        """;

    /// <summary>Defines <c>drawFittedGenreChart</c>, which draws a figure so that it fits its size. Its parts share one function, so a page sees nothing else of them.</summary>
    internal static string FitScript { get; } = $$"""
        (function () {
        "use strict";
        {{string.Concat(new[] { "chart-texts", "chart-key", "fit-chart" }.Select(part => Read(typeof(Plot).Assembly, $"Plots/{part}.js")))}}})();
        """;

    /// <summary>Defines <c>drawGenreCharts</c>, which draws the charts of a page that are not drawn yet.</summary>
    private static string DrawScript { get; } = Read(typeof(Plot).Assembly, "Plots/draw-charts.js");

    /// <summary><see cref="DrawingSource"/> in a <c>script</c> element.</summary>
    public string ToHtml() => $"""
        <script>
        {DrawingSource}</script>

        """;

    /// <summary>One line that describes the script.</summary>
    public override string ToString() => "plotly.js 2.28.0 (draws the charts of this page, without a network)";

    /// <summary>Whether the next plot must bring the script along: the first one of a process without an engine.</summary>
    internal static bool IsMissing() => NotebookEngine.Current is null && Interlocked.Exchange(ref shown, 1) == 0;

    private static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{assembly.GetName()} does not contain the resource {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
