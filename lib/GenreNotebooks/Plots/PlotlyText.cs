using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GenreNotebooks.Plots;

/// <summary>
/// Text as plotly.js wants it: it renders some HTML tags in every label, and formulas between dollars where a page has MathJax, so text
/// from data is escaped. Control characters, which an SVG cannot have, show as such.
/// </summary>
internal static partial class PlotlyText
{
    // As many characters of the title's font as a chart 400 pixels wide has room for, beside its two buttons.
    private const int TitleWidth = 40;

    public static string Of(string text) => string.Concat(text.Select(letter => letter != '\n' && char.IsControl(letter) ? '\ufffd' : letter))
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("$", "&#36;", StringComparison.Ordinal)
        .Replace("\n", "<br>", StringComparison.Ordinal);

    public static string[] Of(IEnumerable<string> texts) => [.. texts.Select(Of)];

    public static string[][] Of(IEnumerable<IEnumerable<string>> rows) => [.. rows.Select(Of)];

    /// <summary>The title of a Plotly figure, given as JSON, as plain text; empty if it has none.</summary>
    public static string Title(JsonNode figure)
    {
        var title = figure["layout"]?["title"];
        return Plain((title is JsonObject ? title["text"] : title)?.ToString() ?? "");
    }

    /// <summary>What a label says, without the tags that plotly.js renders.</summary>
    public static string Plain(string label) => WebUtility.HtmlDecode(Tag().Replace(label.Replace("<br>", " ", StringComparison.OrdinalIgnoreCase), ""));

    /// <summary>plotly.js does not wrap titles: a long one gets line breaks between words.</summary>
    public static string OfTitle(string title)
    {
        var lines = new StringBuilder();
        var used = 0;
        foreach (var word in title.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var fits = used == 0 || used + 1 + word.Length <= TitleWidth;
            lines.Append(used == 0 ? "" : fits ? " " : "\n").Append(word);
            used = (fits && used > 0 ? used + 1 : 0) + word.Length;
        }
        return Of(lines.ToString());
    }

    [GeneratedRegex(@"</?[a-z][^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}
