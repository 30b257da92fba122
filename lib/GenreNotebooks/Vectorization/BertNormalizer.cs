using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// Turns text into words separated by spaces, like the post's <c>BertTokenizer</c>: Python's <c>str.lower</c> makes a final Σ into ς. It differs
/// in Unicode's version, so in characters unassigned in Python's; in Chinese characters 2b820 to 2b91f, which only Python separates; and in Σ beside
/// letters above U+FFFF, circled letters, Roman numerals and ordinal signs. Microsoft.ML.Tokenizers' own normalization differs for accents, Hangul,
/// sigma, fractions and Roman numerals.
/// </summary>
internal static partial class BertNormalizer
{
    // Characters that Unicode's final-sigma rule skips: accents, modifiers, and punctuation inside words.
    private const string CaseIgnorable = @"[\p{Mn}\p{Me}\p{Cf}\p{Lm}\p{Sk}'.:·’‘․‧]*";
    private const string Cased = @"[\p{Lu}\p{Ll}\p{Lt}]";

    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789 ");

    /// <summary>Lower-case words and single punctuation marks, without accents; special tokens such as [MASK] are kept whole.</summary>
    public static string Normalize(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(PlainLetters))
        {
            return text; // true for nearly all lyrics
        }
        var words = new StringBuilder(text.Length + 16);
        var start = 0;
        foreach (var marker in SpecialMarker().EnumerateMatches(text))
        {
            AppendWords(words, text[start..marker.Index]);
            words.Append(' ').Append(text, marker.Index, marker.Length).Append(' ');
            start = marker.Index + marker.Length;
        }
        return AppendWords(words, text[start..]).ToString();
    }

    private static StringBuilder AppendWords(StringBuilder words, string text)
    {
        var decomposed = Clean(text).Normalize(NormalizationForm.FormD);
        foreach (var rune in FinalSigma().Replace(decomposed, "ς").EnumerateRunes())
        {
            if (IsPunctuation(rune))
            {
                words.Append(' ').Append(rune).Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                words.Append(Rune.ToLowerInvariant(rune));
            }
        }
        return words;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsWhiteSpace(rune))
            {
                clean.Append(' ');
            }
            else if (IsChinese(rune.Value))
            {
                clean.Append(' ').Append(rune).Append(' ');
            }
            else if (!IsControl(rune))
            {
                // .NET refuses to normalize text with U+FFFE: replace it with another noncharacter.
                clean.Append(rune.Value == 0xfffe ? new Rune(0xffff) : rune);
            }
        }
        return clean.ToString();
    }

    private static bool IsWhiteSpace(Rune rune) => rune.Value is '\t' or '\n' or '\r' || (Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune));

    // A lone surrogate is also read as U+FFFD.
    private static bool IsControl(Rune rune) => rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;

    // In ASCII, BERT counts everything but letters, digits and spaces as punctuation, even $ and ^, which Unicode calls symbols.
    private static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value is > ' ' and < 0x7f && !Rune.IsLetterOrDigit(rune)
        : Rune.IsPunctuation(rune);

    // The fast tokenizer's ranges of Chinese characters, including the gap before 2b920; each character is a word.
    private static bool IsChinese(int code) => code is >= 0x3400
        and (<= 0x4dbf or (>= 0x4e00 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff)
            or (>= 0x20000 and <= 0x2a6df) or (>= 0x2a700 and <= 0x2b81f) or (>= 0x2b920 and <= 0x2ceaf) or (>= 0x2f800 and <= 0x2fa1f));

    [GeneratedRegex(@"\[(?:PAD|UNK|CLS|SEP|MASK)\]")]
    private static partial Regex SpecialMarker();

    [GeneratedRegex($"(?<={Cased}{CaseIgnorable})Σ(?!{CaseIgnorable}{Cased})")]
    private static partial Regex FinalSigma();
}
