using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace GenreNotebooks.Files;

/// <summary>Reads JSON from files. For an invalid value, the message gives its line, the value, and the kind of value expected.</summary>
internal static class JsonText
{
    private const int Excerpt = 60, MaxLevels = 64;

    /// <summary>Reads a value.</summary>
    /// <param name="json">UTF-8, with or without a byte-order mark.</param>
    /// <param name="options">The serializer options.</param>
    /// <param name="place">The name of the source in messages, such as a path.</param>
    /// <param name="kind">The kind of file expected, such as <c>the JSON record of a training run</c>.</param>
    /// <exception cref="InputException">The text does not fit the type; the message gives the line, the text found and the value expected.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonSerializerOptions options, string place, string kind) where T : class
    {
        var text = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        if (!Utf8.IsValid(text))
        {
            throw new InputException($"{place}: not {kind}: {Found(text, StartOfInvalidText(text) + 1)}, expected UTF-8 text.");
        }
        try
        {
            return JsonSerializer.Deserialize<T>(text, options) ?? throw new InputException($"{place}: not {kind}: found null, expected an object.");
        }
        catch (JsonException exception)
        {
            // If the text is not JSON, the serializer wraps the reader's exception; its own exceptions are about values.
            var end = EndOf(text, exception);
            var (read, expected) = exception.InnerException is JsonException ? ExpectedSyntax(text, end) : (end, ExpectedValue(text, end, options.GetTypeInfo(typeof(T))));
            throw new InputException($"{place}: not {kind}: {Found(text, read)}, expected {expected}.", exception);
        }
    }

    private static int EndOf(ReadOnlySpan<byte> json, JsonException exception)
    {
        var start = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }
        return Math.Min(start + (int)(exception.BytePositionInLine ?? 0), json.Length);
    }

    /// <summary>The line number and the text before a position on that line.</summary>
    private static string Found(ReadOnlySpan<byte> json, int end)
    {
        var line = json[..end].Count((byte)'\n');
        var start = Math.Max(json[..end].LastIndexOf((byte)'\n') + 1, end - Excerpt);
        var found = Encoding.UTF8.GetString(json[start..end]).Trim();
        return $"{(line > 0 ? $"line {line + 1}: " : "")}found {(found.Length == 0 ? "nothing" : $"'{(end - start == Excerpt ? "…" : "")}{MessageText.Shortened(found)}'")}";
    }

    private static int StartOfInvalidText(ReadOnlySpan<byte> bytes)
    {
        var place = 0;
        while (Rune.DecodeFromUtf8(bytes[place..], out _, out var length) == OperationStatus.Done)
        {
            place += length;
        }
        return place;
    }

    /// <summary>The end of the invalid text, and the syntax expected there.</summary>
    private static (int End, string Expected) ExpectedSyntax(ReadOnlySpan<byte> json, int end)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state: new(new() { MaxDepth = MaxLevels }));
        try
        {
            while (reader.Read())
            {
            }
            return (end, reader.TokenType == JsonTokenType.None && json.Trim(" \t\r\n"u8).IsEmpty ? "JSON" : "the rest of the JSON");
        }
        catch (JsonException)
        {
            return (Math.Min(end + 1, json.Length), reader.CurrentDepth >= MaxLevels ? $"at most {MaxLevels} levels of nesting"
                : reader is { CurrentDepth: 0, TokenType: not (JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray) } ? "nothing after the JSON" : "valid JSON");
        }
    }

    /// <summary>The kind of value that the type requires at the end of the invalid value.</summary>
    private static string ExpectedValue(ReadOnlySpan<byte> json, int end, JsonTypeInfo root)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
        var open = new Stack<(JsonTypeInfo? Type, HashSet<string> Names)>();
        var (type, isTwice) = ((JsonTypeInfo?)root, false);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = Encoding.UTF8.GetString(reader.ValueSpan);
                (type, isTwice) = (TypeOf(open.Peek().Type, name), !open.Peek().Names.Add(name));
                if (reader.BytesConsumed >= end)
                {
                    return "a property name in valid Unicode";
                }
            }
            else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                var (ended, names) = open.Pop();
                if (reader.BytesConsumed >= end)
                {
                    return $"also {string.Join(", ", Required(ended).Except(names).Select(name => $"'{name}'"))}";
                }
            }
            else if (reader.BytesConsumed >= end)
            {
                break;
            }
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push((type, []));
            }
            if (reader.TokenType is not JsonTokenType.PropertyName && open.TryPeek(out var container))
            {
                type = TypeOf(container.Type, name: null);
            }
        }
        return isTwice ? "each property once" : Name(type);
    }

    private static JsonTypeInfo? TypeOf(JsonTypeInfo? container, string? name) =>
        container?.Properties.FirstOrDefault(property => property.Name == name)?.PropertyType is { } property ? container.Options.GetTypeInfo(property)
        : container is { Kind: not JsonTypeInfoKind.Object, ElementType: { } element } ? container.Options.GetTypeInfo(element) : null;

    private static IEnumerable<string> Required(JsonTypeInfo? type) => (type?.Properties ?? [])
        .Where(property => property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false }).Select(property => property.Name);

    private static string Name(JsonTypeInfo? info) => (info?.Kind, info is null ? null : Nullable.GetUnderlyingType(info.Type) ?? info.Type) switch
    {
        (JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary, _) => "an object",
        (JsonTypeInfoKind.Enumerable, _) => "a list",
        (_, { IsEnum: true } choice) => $"one of {string.Join(", ", Enum.GetNames(choice).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}",
        (_, { } type) when type == typeof(int) || type == typeof(long) => "a whole number",
        (_, { } type) when type == typeof(double) => "a number",
        (_, { } type) when type == typeof(bool) => "true or false",
        (_, { } type) when type == typeof(string) => "a string",
        _ => "a different value",
    };
}
