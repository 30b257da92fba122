using System.Net;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Display;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The parts of a page with charts and tables, in a folder with one plotly.js.</summary>
internal static class ReportPage
{
    public const string FileName = SiteNavigation.Index;

    public static void WriteScript(string folder) =>
        AtomicFile.WriteAllText(Path.Combine(folder, SiteNavigation.PlotlyFile), Plot.Script.DrawingSource, FileKind.Script);

    public static string Write(string title, string content) => HtmlPage.Wrap(title, $"""
        <section class="prose">
        <h1>{WebUtility.HtmlEncode(title)}</h1>
        {content}</section>

        """, site: new());

    public static string Heading(string text) => $"<h2>{WebUtility.HtmlEncode(text)}</h2>\n";

    public static string Paragraph(string text) => text.Length == 0 ? "" : $"<p>{WebUtility.HtmlEncode(text)}</p>\n";

    public static string Code(string text) => $"<pre tabindex=\"0\"><code>{WebUtility.HtmlEncode(text)}</code></pre>\n";

    public static string Of(Table table) => table.ToHtml() + "\n";

    public static string Of(Plot chart)
    {
        var (html, script) = (chart.ToHtml(), Plot.Script.ToHtml());
        return (html.StartsWith(script, StringComparison.Ordinal) ? html[script.Length..] : html) + "\n"; // the first plot of a process brings the script along
    }

    /// <summary>A warning if the songs are those of the sample.</summary>
    /// <param name="onSample">Whether some are.</param>
    /// <param name="some">Whether others are not.</param>
    public static string Warning(bool onSample, bool some = false) => !onSample ? "" :
        $"<p class=\"failed\"><strong>SAMPLE DATA.</strong> {(some ? "The runs named sample" : "These runs")} are on synthetic songs that come with the project: their figures say nothing about real music.</p>\n";
}
