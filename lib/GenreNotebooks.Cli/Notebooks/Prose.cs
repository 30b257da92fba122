using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The Markdown cells of one page, and its table of contents: the headings below the title, each with an address of its own.</summary>
internal sealed class Prose
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    private readonly HashSet<string> addresses = [];
    private readonly List<string> contents = [];

    /// <summary>A list of links to the headings so far; empty without one.</summary>
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
        return document.ToHtml(Pipeline);
    }

    /// <summary>What a notebook is about: of its first cell the second paragraph, after the one that gives credit.</summary>
    public static string About(string markdown) =>
        Markdown.Parse(markdown, Pipeline).OfType<ParagraphBlock>().Take(2).LastOrDefault() is { } paragraph ? Text(paragraph) : "";

    // Cells have addresses too: cell-1, cell-2 …
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
