using System.Net;
using System.Text;
using Markdig;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>An executed notebook as one page that needs no network: prose, code and outputs, light and dark, also on a phone.</summary>
internal static class HtmlPage
{
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
    private static readonly Lazy<string> Style = new(ReadStyle);

    public static string Write(ExecutedNotebook notebook)
    {
        var body = new StringBuilder();
        foreach (var cell in notebook.Cells)
        {
            body.Append(cell.Number is null ? Prose(cell) : Code(cell));
        }
        var failed = notebook.FailedCell is { } stopped
            ? $"<p class=\"failed\" role=\"alert\">This run stopped at <a href=\"#cell-{stopped.Number}\">cell {stopped.Number}</a>.</p>\n" : "";
        return Wrap(notebook.Notebook.Title, $"{failed}{body}");
    }

    /// <summary>A whole page around fragments, with the notebooks' look.</summary>
    public static string Wrap(string title, string content) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>
        {Style.Value}</style>
        </head>
        <body>
        <main>
        {content}</main>
        </body>
        </html>

        """;

    private static string Prose(ExecutedCell cell) => $"<section class=\"prose\">\n{Markdig.Markdown.ToHtml(cell.Cell.Source, Markdown)}</section>\n";

    private static string Code(ExecutedCell cell) => $"""
        <section class="cell" id="cell-{cell.Number}">
        <div class="number" title="cell {cell.Number}">{cell.Number}</div>
        <pre class="code" tabindex="0"><code>{CodeHighlighter.ToHtml(cell.Cell.Source)}</code></pre>
        {string.Concat(cell.Outputs.Select(Output))}</section>

        """;

    private static string Output(CellEvent output) => output switch
    {
        CellEvent.Printed printed => Text(printed.Stream, printed.Text),
        CellEvent.Shown { Html: { } rich } => $"<div class=\"output\">{rich}</div>\n",
        CellEvent.Shown shown => Text("value", shown.Text),
        CellEvent.Failed failed => Text("error", string.Join('\n', failed.Trace)),
        _ => "",
    };

    private static string Text(string kind, string text) => $"<pre class=\"output {kind}\" tabindex=\"0\">{WebUtility.HtmlEncode(text.TrimEnd())}</pre>\n";

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
