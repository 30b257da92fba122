using System.Globalization;
using System.Text;

namespace GenreNotebooks.Files;

/// <summary>Makes text from files safe to show in messages: one line, of limited length, without control characters.</summary>
public static class MessageText
{
    private const int LongestValue = 120, LongestMessage = 1_900;

    /// <summary>A value from a file, cut to 120 characters, without control characters.</summary>
    public static string Shortened(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length <= LongestValue ? Clean(value) : $"{Clean(value.AsSpan(0, LongestValue))}…";
    }

    /// <summary>A whole message on one line; if it is too long, only its beginning and end.</summary>
    internal static string OneLine(string message)
    {
        var line = message.Contains('\n', StringComparison.Ordinal)
            ? string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : message;
        return line.Length <= LongestMessage
            ? Clean(line)
            : $"{Clean(line.AsSpan(0, LongestMessage * 2 / 3))} … {Clean(line.AsSpan(line.Length - (LongestMessage / 3)))}";
    }

    /// <summary>Replaces control and formatting characters with U+FFFD.</summary>
    public static string Clean(ReadOnlySpan<char> text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // a lone surrogate is read as U+FFFD
        {
            clean.Append(IsPlain(rune) ? rune : Rune.ReplacementChar);
        }
        return clean.ToString();
    }

    private static bool IsPlain(Rune rune) => rune.IsAscii ? !Rune.IsControl(rune) : Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
