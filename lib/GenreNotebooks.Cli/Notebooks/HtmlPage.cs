using System.Net;
using System.Text;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>An executed notebook as one page that needs no network: prose, code and outputs, light and dark, also on a phone.</summary>
internal static class HtmlPage
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <param name="notebook">The notebook.</param>
    /// <param name="place">Where the page is in a site, which has plotly.js beside its pages; null for a page of its own.</param>
    public static string Write(ExecutedNotebook notebook, SitePlace? place = null)
    {
        var prose = new Prose();
        var body = new StringBuilder();
        foreach (var cell in notebook.Cells)
        {
            body.Append(cell.Number is null ? $"<section class=\"prose\">\n{prose.ToHtml(cell.Cell.Source)}</section>\n" : Code(cell));
        }
        var failed = notebook.FailedCell is { } stopped
            ? $"<p class=\"failed\" role=\"alert\">This run stopped at <a href=\"#cell-{stopped.Number}\">cell {stopped.Number}</a>.</p>\n" : "";
        return Wrap(notebook.Notebook.Title, $"{failed}{body}", prose.Contents, place, notebook.Figures.Any());
    }

    /// <summary>A whole page around fragments, with the notebooks' look.</summary>
    /// <param name="title">What the window is called.</param>
    /// <param name="content">The page's main part.</param>
    /// <param name="contents">A list of links to its sections, or nothing.</param>
    /// <param name="place">Where the page is in a site, or null.</param>
    /// <param name="hasCharts">Whether a page outside a site needs plotly.js.</param>
    public static string Wrap(string title, string content, string contents = "", SitePlace? place = null, bool hasCharts = false) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>
        {Style.Value}</style>
        {place?.Script ?? (hasCharts ? Plot.Script.ToHtml() + "\n" : "")}</head>
        <body>
        <a class="skip" href="#main">Skip to the text</a>
        {place?.Header}<div class="page">
        {(contents.Length > 0 ? $"<nav class=\"contents\" aria-label=\"Contents\">\n{contents}</nav>\n" : "")}<main id="main" tabindex="-1">
        {content}</main>
        </div>
        {place?.Footer}</body>
        </html>

        """;

    private static string Code(ExecutedCell cell) => $"""
        <section class="cell" id="cell-{cell.Number}">
        <div class="number" title="cell {cell.Number}" aria-hidden="true">{cell.Number}</div>
        <pre class="code" {Focus($"Code of cell {cell.Number}")}><code>{CodeHighlighter.ToHtml(cell.Cell.Source)}</code></pre>
        {string.Concat(cell.Outputs.Select(output => Output(output, $"Output of cell {cell.Number}")))}</section>

        """;

    private static string Output(CellEvent output, string name) => output switch
    {
        CellEvent.Printed printed => Text(printed.Stream, printed.Text, name),
        CellEvent.Shown { Html: { } rich } => $"<div class=\"output\">{rich}</div>\n",
        CellEvent.Shown shown => Text("value", shown.Text, name),
        CellEvent.Failed failed => Text("error", string.Join('\n', failed.Trace), name),
        _ => "",
    };

    private static string Text(string kind, string text, string name) =>
        $"<pre class=\"output {kind}\" {Focus(name)}>{WebUtility.HtmlEncode(text.TrimEnd())}</pre>\n";

    // Who has no mouse scrolls what has the focus.
    private static string Focus(string name) => $"tabindex=\"0\" role=\"group\" aria-label=\"{name}\"";

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
