using System.Globalization;

namespace GenreNotebooks.Tests.BrokenInputs;

/// <summary>What every message is, whatever was read.</summary>
internal static class FitMessage
{
    private const int Longest = 2_000;

    /// <summary>What is wrong with a message; null if nothing is.</summary>
    /// <param name="message">The message.</param>
    /// <param name="place">The file that it must name.</param>
    public static string? Fault(string message, string place)
    {
        var odd = message.Where(IsOdd).Select(letter => $"U+{(int)letter:X4}").FirstOrDefault();
        return string.IsNullOrWhiteSpace(message) ? "it is empty"
            : message.Length >= Longest ? $"it has {message.Length} characters"
            : odd is not null ? $"it has the character {odd}"
            : !message.Contains(place, StringComparison.Ordinal) ? $"it does not name {place}"
            : message.Contains("Exception", StringComparison.Ordinal) ? "it names an exception"
            : null;
    }

    private static bool IsOdd(char letter) => char.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
