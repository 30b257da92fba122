using GenreNotebooks.Display;
using Plotly.NET;

namespace GenreNotebooks.Plots;

/// <summary>
/// plotly.js 2.28.0, which draws the charts in the reader's browser. A page carries it once; charts that came before it are drawn when it
/// arrives.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class PlotlyScript : IHtmlDisplay
{
    private const string Resource = "Plotly.NET.plotly-2.28.0.min.js";

    private static int brought;

    private readonly Lazy<string> source = new(ReadSource);

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

    /// <summary>Defines <c>drawGenreCharts</c>, which draws the charts of a page that are not drawn yet.</summary>
    internal static string DrawScript { get; } = Plots.Resource.Read("Plots/draw-charts.js");

    /// <summary>Whether a chart must bring the script along: the first one, where no engine does it.</summary>
    internal static bool IsToBeBrought() => NotebookEngine.Current is null && Interlocked.Exchange(ref brought, 1) == 0;

    /// <summary>The plotly.js that Plotly.NET carries.</summary>
    private static string ReadSource()
    {
        using var stream = typeof(GenericChart).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{typeof(GenericChart).Assembly.GetName()} carries no {Resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
