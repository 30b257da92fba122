using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>An executed notebook as an HTML page that needs no network: prose, code and outputs, light and dark, also on a phone.</summary>
internal static class HtmlPage
{
    private static readonly Lazy<string> Style = new(() => Read("page.css")), Script = new(() => Read("page.js"));

    /// <param name="notebook">The notebook.</param>
    /// <param name="site">The navigation of a site, which has plotly.js beside its pages; null for a page of its own.</param>
    public static string Write(ExecutedNotebook notebook, SiteNavigation? site = null)
    {
        var markdown = new MarkdownCells();
        var body = new StringBuilder();
        foreach (var (index, cell) in notebook.Cells.Index())
        {
            var node = notebook.Notebook.Node(index);
            body.Append(cell.Cell.Kind switch
            {
                CellKind.Code => Code(cell, node),
                CellKind.Markdown => Prose(node, markdown.ToHtml(new CellImages(notebook.Notebook.Folder, node).Embed(cell.Cell.Source))),
                _ => IsForHtml(node) ? Prose(node, $"{cell.Cell.Source}\n") : "",
            });
        }
        var failed = notebook.FailedCell is { } stopped
            ? $"<p class=\"failed\" role=\"alert\">This run stopped at <a href=\"#cell-{stopped.Number}\">cell {stopped.Number}</a>.</p>\n" : "";
        return Wrap(notebook.Notebook.Title, $"{failed}{body}", markdown.Contents, site, notebook.Figures.Any());
    }

    /// <summary>A page around fragments, with the style of the notebooks.</summary>
    /// <param name="title">The title of the window.</param>
    /// <param name="content">The main part.</param>
    /// <param name="contents">A list of links to its sections, or empty.</param>
    /// <param name="site">The navigation of a site, or null.</param>
    /// <param name="hasCharts">Whether a page outside a site needs plotly.js.</param>
    public static string Wrap(string title, string content, string contents = "", SiteNavigation? site = null, bool hasCharts = false) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        {FileKind.PageMark}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>
        {Style.Value}</style>
        {site?.Script ?? (hasCharts ? Plot.Script.ToHtml() + "\n" : "")}</head>
        <body>
        <a class="skip" href="#main">Skip to the text</a>
        {site?.Header}<div class="page">
        {(contents.Length > 0 ? $"<nav class=\"contents\" aria-label=\"Contents\">\n{contents}</nav>\n" : "")}<main id="main" tabindex="-1">
        {content}</main>
        </div>
        {site?.Footer}<script>
        {Script.Value}</script>
        </body>
        </html>

        """;

    private static string Prose(JsonObject? node, string html) => $"<section class=\"prose{Tags(node)}\"{Id(node)}>\n{html}</section>\n";

    /// <summary>Whether a raw cell is for pages, by nbconvert's rule. It goes into the page as it is.</summary>
    private static bool IsForHtml(JsonObject? node) => (node?["metadata"] as JsonObject)?["raw_mimetype"] is not { } type
        || NotebookJson.Text(type)?.ToLowerInvariant() is "" or "text/html";

    /// <summary>The tags of a cell as classes, by nbconvert's rule.</summary>
    private static string Tags(JsonObject? node) => (node?["metadata"] as JsonObject)?["tags"] is JsonArray tags
        ? string.Concat(tags.Select(NotebookJson.Text).Where(tag => !string.IsNullOrWhiteSpace(tag)).Select(tag => $" celltag_{WebUtility.HtmlEncode(tag)}")) : "";

    /// <summary>The id of a cell as an address in the page, by nbconvert's rule.</summary>
    private static string Id(JsonObject? node) => NotebookJson.Text(node?["id"]) is { } id ? $" id=\"cell-id={WebUtility.HtmlEncode(id)}\"" : "";

    private static string Code(ExecutedCell cell, JsonObject? node) => $"""
        <section class="cell{Tags(node)}" id="cell-{cell.Number}">
        <div class="number" title="cell {cell.Number}" aria-hidden="true">{cell.Number}</div>
        <pre class="code"{Id(node)} {FoldedText.Focus($"Code of cell {cell.Number}")}><code>{CodeHighlighter.ToHtml(cell.Cell.Source)}</code></pre>
        {string.Concat(cell.Outputs.Select(output => Output(output, $"Output of cell {cell.Number}")))}</section>

        """;

    private static string Output(CellEvent output, string name) => output switch
    {
        CellEvent.Printed printed => FoldedText.ToHtml(printed.Stream, printed.Text, name),
        // Tables and charts scroll, and take the focus, on their own.
        CellEvent.Shown { Html: { } rich } => $"<div class=\"output\"{(rich.Contains("class=\"genre-", StringComparison.Ordinal) ? "" : $" {FoldedText.Focus(name)}")}>{rich}</div>\n",
        CellEvent.Shown shown => FoldedText.ToHtml("value", shown.Text, name),
        CellEvent.Failed failed => FoldedText.ToHtml("error", string.Join('\n', failed.Trace), name),
        _ => "",
    };

    private static string Read(string resource)
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The Markdown cells of a page and its table of contents: the headings below the title, each with a unique id.</summary>
internal sealed class MarkdownCells
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    private readonly HashSet<string> addresses = [];
    private readonly List<string> contents = [];

    /// <summary>A list of links to the headings so far, or empty.</summary>
    public string Contents => contents.Count == 0 ? "" : $"<ul>\n{string.Concat(contents)}</ul>\n";

    public string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            var address = Unique(heading.GetAttributes().Id ?? "section");
            heading.GetAttributes().Id = address;
            if (heading.Level is 2 or 3)
            {
                contents.Add($"<li class=\"level-{heading.Level}\"><a href=\"#{address}\">{Text(heading)}</a></li>\n");
            }
        }
        foreach (var code in document.Descendants<CodeBlock>())
        {
            code.GetAttributes().AddPropertyIfNotExist("tabindex", "0");
            code.GetAttributes().AddPropertyIfNotExist("role", "group");
            code.GetAttributes().AddPropertyIfNotExist("aria-label", "Code");
        }
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new ScrollingTables());
        renderer.ObjectRenderers.FindExact<CodeBlockRenderer>()!.OutputAttributesOnPre = true;
        renderer.Render(document);
        return html.ToString();
    }

    /// <summary>What a notebook is about: the second paragraph of its first cell, after the credits.</summary>
    public static string About(string markdown) =>
        Markdown.Parse(markdown, Pipeline).OfType<ParagraphBlock>().Take(2).LastOrDefault() is { } paragraph ? Text(paragraph) : "";

    // Cells have ids too: cell-1, cell-2 …
    private string Unique(string address)
    {
        var free = address.StartsWith("cell-", StringComparison.Ordinal) ? $"about-{address}" : address;
        for (int again = 2; !addresses.Add(free); again++)
        {
            free = $"{address}-{again}";
        }
        return free;
    }

    private static string Text(LeafBlock block)
    {
        using var text = new StringWriter();
        // No link within a link.
        var renderer = new HtmlRenderer(text) { EnableHtmlForInline = false };
        Pipeline.Setup(renderer);
        renderer.WriteLeafInline(block);
        return text.ToString();
    }
}

/// <summary>Tables of Markdown that scroll on a narrow page, as those of cells do.</summary>
internal sealed class ScrollingTables : HtmlTableRenderer
{
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        renderer.Write($"<div class=\"scrolls\" {FoldedText.Focus("Table", "region")}><div><div class=\"genre-table-edge\"></div>\n");
        base.Write(renderer, table);
        renderer.Write("</div></div>\n");
    }
}

/// <summary>Highlights C# code: wraps tokens in elements with a class for their kind, and changes no text.</summary>
internal static class CodeHighlighter
{
    public static string ToHtml(string code)
    {
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(code, CellScripts.Syntax).GetRoot().DescendantTokens())
        {
            Append(html, token.LeadingTrivia);
            Append(html, KindOf(token), token.Text);
            Append(html, token.TrailingTrivia);
        }
        return html.ToString();
    }

    private static string? KindOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken => "string",
        SyntaxKind.NumericLiteralToken => "number-literal",
        SyntaxKind.IdentifierToken when token.Parent is IdentifierNameSyntax { IsVar: true } => "keyword",
        SyntaxKind.IdentifierToken when token.Parent?.Parent is InvocationExpressionSyntax
            || token.Parent?.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access && access.Name == token.Parent => "call",
        _ when token.IsKeyword() || SyntaxFacts.IsContextualKeyword(token.Kind()) => "keyword",
        _ => null,
    };

    private static void Append(StringBuilder html, SyntaxTriviaList trivia)
    {
        foreach (var item in trivia)
        {
            Append(html, item.IsDirective ? "directive" : item.Kind().ToString().Contains("Comment", StringComparison.Ordinal) ? "comment" : null, item.ToFullString());
        }
    }

    private static void Append(StringBuilder html, string? kind, string text)
    {
        var escaped = WebUtility.HtmlEncode(text);
        html.Append(kind is null || text.Length == 0 ? escaped : $"<span class=\"{kind}\">{escaped}</span>");
    }
}
