using System.Globalization;

namespace GenreNotebooks.Plots;

/// <summary>The cells of a <see cref="Table"/> as text.</summary>
internal static class CellText
{
    /// <summary>Stands for what is left out.</summary>
    public const string LeftOut = "…";

    private const int Longest = 60;

    public static string Of(object? value) => value switch
    {
        null => "",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A text on one line, cut before it is too long.</summary>
    public static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Longest)
        {
            return line;
        }
        // Not between the two halves of a character.
        var end = char.IsHighSurrogate(line[Longest - 2]) ? Longest - 2 : Longest - 1;
        return line[..end] + LeftOut;
    }

    public static bool IsNumberOrEmpty(string text) =>
        text.Length == 0 || text is LeftOut or "NaN"
        || double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);
}
