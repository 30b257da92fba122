using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace GenreNotebooks.Files;

/// <summary>JSON that a file holds: read, or told where and in what it does not fit.</summary>
internal static class JsonText
{
    private const int Excerpt = 60;

    /// <summary>What System.Text.Json says, and how a person says it.</summary>
    private static readonly (string Said, string Expected)[] Words =
    [
        ("any JSON tokens", "JSON"),
        ("depth to be zero", "the end of every object and list that begins"),
        ("end of data", "the end of every text, object and list that begins"),
        ("maximum configured depth", "at most 64 levels"),
        ("Duplicate property", "each property once"),
        ("setting null", "a value"),
        ("converted to System.Int", "a whole number"),
        ("converted to System.Double.", "a number"),
        ("converted to System.Boolean", "true or false"),
        ("converted to System.String.", "a text"),
        ("converted to System.Collections", "a list or an object of such values"),
    ];

    /// <summary>Reads a value.</summary>
    /// <param name="json">UTF-8, with a byte-order mark or without.</param>
    /// <param name="options">How values are written.</param>
    /// <param name="place">What messages call the place it was found at.</param>
    /// <param name="kind">What it should be, such as <c>the JSON record of a training run</c>.</param>
    /// <exception cref="InputException">It is something else; names the line, what was found there and what was expected.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonSerializerOptions options, string place, string kind) where T : class
    {
        var text = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        if (!Utf8.IsValid(text))
        {
            throw new InputException($"{place}: not {kind}: {Found(text, StartOfNoText(text) + 1)}, expected UTF-8 text.");
        }
        try
        {
            return JsonSerializer.Deserialize<T>(text, options) ?? throw new InputException($"{place}: not {kind}: found null, expected an object.");
        }
        catch (JsonException exception)
        {
            throw new InputException($"{place}: not {kind}: {Found(text, exception)}, {Expected(exception.Message, exception.Path)}.", exception);
        }
    }

    private static string Found(ReadOnlySpan<byte> json, JsonException exception)
    {
        var start = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }
        // The reader stands behind a value that does not fit, and on a byte that cannot be.
        var column = (int)(exception.BytePositionInLine ?? 0) + (exception.Message.StartsWith('\'') ? 1 : 0);
        return Found(json, Math.Min(start + column, json.Length));
    }

    /// <summary>The end of the line that a place is in, up to there.</summary>
    private static string Found(ReadOnlySpan<byte> json, int end)
    {
        var line = json[..end].Count((byte)'\n');
        var start = Math.Max(json[..end].LastIndexOf((byte)'\n') + 1, end - Excerpt);
        var found = Encoding.UTF8.GetString(json[start..end]).Trim();
        return $"{(line > 0 ? $"line {line + 1}: " : "")}found {(found.Length == 0 ? "nothing" : $"'{(end - start == Excerpt ? "…" : "")}{MessageText.Shortened(found)}'")}";
    }

    private static int StartOfNoText(ReadOnlySpan<byte> bytes)
    {
        var place = 0;
        while (Rune.DecodeFromUtf8(bytes[place..], out _, out var length) == OperationStatus.Done)
        {
            place += length;
        }
        return place;
    }

    private static string Expected(string message, string? path)
    {
        var sentence = message.Split([" Path: ", " LineNumber: "], StringSplitOptions.None)[0].TrimEnd('.');
        if (EnumOf(sentence) is { } choice)
        {
            return $"expected one of {string.Join(", ", Enum.GetNames(choice).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}";
        }
        const string Missing = "missing required properties including: ";
        return sentence.IndexOf(Missing, StringComparison.Ordinal) is > 0 and var at ? $"expected also {sentence[(at + Missing.Length)..]}"
            : Words.FirstOrDefault(word => message.Contains(word.Said, StringComparison.Ordinal)) is { Expected: { } expected } ? $"expected {expected}"
            : !message.Contains("could not be converted", StringComparison.Ordinal) ? sentence
            : path is null or "$" ? "expected an object"
            : $"expected another kind of value for {MessageText.Shortened(path)}";
    }

    private static Type? EnumOf(string sentence) =>
        typeof(JsonText).Assembly.GetType(sentence[(sentence.LastIndexOf(' ') + 1)..]) is { IsEnum: true } choice ? choice : null;
}
