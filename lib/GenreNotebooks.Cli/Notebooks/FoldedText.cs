using System.Net;
using System.Text;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// What a cell printed, on a page. Of a long text the page shows the beginning and folds the rest, and so it does with a long line, such as the
/// lyrics of a song.
/// </summary>
internal sealed class FoldedText(string kind, string name)
{
    private const int MostLines = 30, FirstLines = 20;

    // Two lines of a wide page.
    private const int LongLine = 220, Beginning = 140;

    private readonly StringBuilder html = new();
    private readonly List<string> open = [];

    /// <param name="kind">The class of the output, such as <c>stdout</c>.</param>
    /// <param name="text">The text, with the escape sequences of a terminal.</param>
    /// <param name="name">What screen readers call it.</param>
    public static string ToHtml(string kind, string text, string name)
    {
        var lines = TerminalText.ToHtml(text).Split('\n');
        return kind == "error" || lines.Length <= MostLines && !lines.Any(IsLong)
            ? $"<pre class=\"output {kind}\" {Focus(name)}>{string.Join('\n', lines)}</pre>\n"
            : new FoldedText(kind, name).Fold(lines);
    }

    /// <summary>Makes an element focusable: without a mouse, a reader scrolls the element with the focus.</summary>
    public static string Focus(string name, string role = "group") => $"tabindex=\"0\" role=\"{role}\" aria-label=\"{WebUtility.HtmlEncode(name)}\"";

    // A line with styles is a terminal's, and never that long.
    private static bool IsLong(string line) => line.Length > LongLine && !line.Contains('<', StringComparison.Ordinal);

    private string Fold(string[] lines)
    {
        html.Append(Invariant($"<div class=\"output {kind}\">\n"));
        var first = lines.Length > MostLines ? FirstLines : lines.Length;
        Add(lines[..first]);
        if (first < lines.Length)
        {
            html.Append(Invariant($"<details><summary>{lines.Length - first:N0} more of {lines.Length:N0} lines</summary>\n"));
            Add(lines[first..]);
            html.Append("</details>\n");
        }
        return html.Append("</div>\n").ToString();
    }

    private void Add(string[] lines)
    {
        foreach (var line in lines)
        {
            if (!IsLong(line))
            {
                open.Add(line);
                continue;
            }
            var text = WebUtility.HtmlDecode(line);
            var end = text.LastIndexOf(' ', Math.Min(Beginning, text.Length - 1));
            end = end > 0 ? end : Beginning;
            open.Add($"{WebUtility.HtmlEncode(text[..end])} …");
            Close();
            html.Append(Invariant($"<details><summary>the rest of this line: {Amount(text[end..])}</summary>\n"))
                .Append("<pre class=\"wrapped\">").Append(WebUtility.HtmlEncode(text[end..].TrimStart())).Append("</pre></details>\n");
        }
        Close();
    }

    private static string Amount(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length is > 1 and var words
        ? Invariant($"{words:N0} words") : Invariant($"{text.Length:N0} characters");

    private void Close()
    {
        if (open.Count > 0)
        {
            html.Append(Invariant($"<pre {Focus(name)}>{string.Join('\n', open)}</pre>\n"));
            open.Clear();
        }
    }
}
