using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// The images of a cell: its attachments, and image files at relative paths. Executed notebooks and pages carry both, so that they can be moved.
/// </summary>
/// <param name="folder">The folder of the notebook.</param>
/// <param name="cell">The cell in an <c>.ipynb</c>; null in a <c>.dib</c>.</param>
internal sealed partial class CellImages(string folder, JsonObject? cell)
{
    private const string Attachment = "attachment:", Attachments = "attachments";

    private const int LargestFile = 32 << 20;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().UsePreciseSourceLocation().Build();

    private static readonly Dictionary<string, string> MimeTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".svg"] = "image/svg+xml",
        [".webp"] = "image/webp",
        [".avif"] = "image/avif",
        [".bmp"] = "image/bmp",
        [".ico"] = "image/x-icon",
    };

    /// <summary>Of an attachment in several formats, vectors come first, then lossless formats, as in nbconvert.</summary>
    private static readonly string[] Preferred = ["image/svg+xml", "image/png", "image/jpeg"];

    /// <summary>The Markdown with every image as a data URI, for a page.</summary>
    public string Embed(string markdown) => Rewrite(markdown, InMarkdown, address => DataUri(address.StartsWith(Attachment, StringComparison.Ordinal) ? Attached(address) : Read(address)));

    /// <summary>The Markdown with image files as attachments, which are added to the cell.</summary>
    public string Attach(string markdown) => Rewrite(markdown, InMarkdown, address => Read(address) is { } image ? Attachment + Add(address, image) : null);

    /// <summary>HTML that a cell shows, with image files as data URIs.</summary>
    public string EmbedInHtml(string html) => Rewrite(html, InHtml, address => DataUri(Read(address)));

    private static string? DataUri((string MimeType, string Base64)? image) => image is var (type, base64) ? $"data:{type};base64,{base64}" : null;

    private (string MimeType, string Base64)? Attached(string address)
    {
        var name = address[Attachment.Length..];
        var all = cell?[Attachments] as JsonObject;
        var forms = (all?[name] ?? all?[Uri.UnescapeDataString(name)]) as JsonObject;
        var images = forms?.Where(form => ImageType().IsMatch(form.Key)).Select(form => form.Key).ToList() ?? [];
        return Preferred.Concat(images).FirstOrDefault(images.Contains) is { } type && NotebookJson.Lines(forms![type]) is { } text && Base64.IsValid(text)
            ? (type, Blank().Replace(text, "")) : null;
    }

    /// <summary>The image file at a relative address; null if there is none.</summary>
    private (string MimeType, string Base64)? Read(string address)
    {
        if (address.Length == 0 || address[0] is '#' or '/' or '\\' || Scheme().IsMatch(address))
        {
            return null;
        }
        try
        {
            var file = new FileInfo(Path.Combine(folder, Uri.UnescapeDataString(address.Split('?', '#')[0])));
            return MimeTypes.TryGetValue(file.Extension, out var type) && file is { Exists: true, Length: <= LargestFile }
                ? (type, Convert.ToBase64String(File.ReadAllBytes(file.FullName))) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // the link stays as it is
        }
    }

    private string Add(string address, (string MimeType, string Base64) image)
    {
        var attachments = cell![Attachments] as JsonObject ?? [];
        cell[Attachments] = attachments;
        var form = new JsonObject { [image.MimeType] = image.Base64 };
        // A name that needs no escape, in Markdown or an address.
        var plain = Special().Replace(Path.GetFileName(Uri.UnescapeDataString(address)), "-");
        var name = plain;
        for (int again = 2; attachments[name] is { } other && !JsonNode.DeepEquals(other, form); again++)
        {
            name = $"{again}-{plain}";
        }
        attachments[name] = form;
        return name;
    }

    /// <summary>Replaces the addresses of images; an address stays if its replacement is null.</summary>
    private static string Rewrite(string text, Func<string, IEnumerable<Address>> find, Func<string, string?> replace)
    {
        if (!text.Contains("![", StringComparison.Ordinal) && !text.Contains("<img", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }
        var changes = new SortedDictionary<int, (int Length, string Text)>();
        foreach (var (start, length, address, quote) in find(text))
        {
            if (replace(address) is { } other)
            {
                changes[start] = (length, $"{quote}{other}{quote}");
            }
        }
        return changes.Reverse().Aggregate(text, (rest, change) => rest.Remove(change.Key, change.Value.Length).Insert(change.Key, change.Value.Text));
    }

    private static IEnumerable<Address> InMarkdown(string markdown)
    {
        foreach (var item in Markdown.Parse(markdown, Pipeline).Descendants())
        {
            switch (item)
            {
                case LinkInline { IsImage: true, Reference: var reference } link:
                    var span = reference?.UrlSpan ?? link.UrlSpan;
                    if (!span.IsEmpty)
                    {
                        yield return new(span.Start, span.Length, (reference?.Url ?? link.Url) ?? "", "");
                    }
                    break;
                case HtmlInline or HtmlBlock:
                    foreach (var address in InHtml(markdown.Substring(item.Span.Start, item.Span.Length)))
                    {
                        yield return address with { Start = item.Span.Start + address.Start };
                    }
                    break;
            }
        }
    }

    private static IEnumerable<Address> InHtml(string html) => from image in ImageTag().Matches(html)
                                                               let source = image.Groups["source"]
                                                               select new Address(source.Index, source.Length, WebUtility.HtmlDecode(source.Value.Trim('"', '\'')), "\"");

    /// <summary>The address of an image: its place in the text, and the quotation mark that a new one needs.</summary>
    private readonly record struct Address(int Start, int Length, string Text, string Quote);

    [GeneratedRegex("""<img\b(?:[^<>"']|"[^"]*"|'[^']*')*?\ssrc\s*=\s*(?<source>"[^"]*"|'[^']*'|[^\s"'>]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex ImageTag();

    [GeneratedRegex(@"^image/[\w.+-]+$")]
    private static partial Regex ImageType();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Special();

    [GeneratedRegex(@"\s")]
    private static partial Regex Blank();
}
