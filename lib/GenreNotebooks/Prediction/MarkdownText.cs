using System.Text;

namespace GenreNotebooks.Prediction;

/// <summary>Text of a stranger in Markdown: it shows as it is, whatever signs it has.</summary>
internal static class MarkdownText
{
    /// <summary>Words of a line or a cell of a table.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            plain.Append(char.IsAscii(letter) && (char.IsPunctuation(letter) || char.IsSymbol(letter)) ? "\\" : "").Append(char.IsControl(letter) ? ' ' : letter);
        }
        return plain.ToString();
    }

    /// <summary>Code within a line.</summary>
    public static string Code(string text) => Fenced(text, "`", " ");

    /// <summary>Code on a line of its own.</summary>
    public static string CodeBlock(string text) => Fenced(text, "```", "\n");

    /// <summary>Between more backticks than the text has in a row.</summary>
    private static string Fenced(string text, string fence, string edge)
    {
        var line = text.ReplaceLineEndings(" ");
        while (line.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }
        var space = edge == "\n" || line.Contains('`', StringComparison.Ordinal) ? edge : "";
        return $"{fence}{space}{line}{space}{fence}";
    }
}
