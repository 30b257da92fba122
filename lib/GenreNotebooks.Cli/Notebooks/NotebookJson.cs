using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>JSON in a notebook file.</summary>
internal static class NotebookJson
{
    private const int Excerpt = 20;

    /// <summary>Parses JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="expected">Begins the message about text that is not JSON; given the line and the column where reading stopped, from 1.</param>
    /// <exception cref="InputException">The text is not JSON.</exception>
    public static JsonDocument Parse(string json, Func<long, long, string> expected)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            var (line, column) = (exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            var rest = Encoding.UTF8.GetBytes(json.Split('\n').ElementAtOrDefault((int)line) ?? "").AsSpan();
            var found = Encoding.UTF8.GetString(rest[(int)Math.Min(column, rest.Length)..]).Trim();
            found = found.Length == 0 ? "the end" : found.Length <= Excerpt ? $"'{found}'" : $"'{found[..Excerpt]}…'";
            throw new InputException($"{expected(line + 1, column + 1)}, and this is not: found {found}.", exception);
        }
    }

    /// <summary>A value within objects; null if there is none.</summary>
    public static JsonElement? Member(JsonElement? place, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            place = place is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var child) ? child : null;
        }
        return place;
    }

    /// <summary>The text of a value; null if it is not text or holds half a surrogate pair.</summary>
    public static string? Text(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The text of a value; null if it is not text.</summary>
    public static string? Text(JsonNode? value) => value is JsonValue text && text.TryGetValue(out string? read) ? read : null;

    /// <summary>The text of a value or of a list of lines; null if it is neither.</summary>
    public static string? Lines(JsonNode? value) => value is JsonArray list
        ? list.Select(Text).ToList() is var lines && !lines.Contains(null) ? string.Concat(lines) : null
        : Text(value);

    /// <summary>A value that can be changed. Of members with the same name the last counts.</summary>
    /// <param name="value">The value.</param>
    /// <param name="emptied">The name of a member that becomes an empty list.</param>
    /// <exception cref="InvalidOperationException">A text holds half a surrogate pair.</exception>
    public static JsonNode? Node(JsonElement value, string? emptied = null)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var node = new JsonObject();
                foreach (var member in value.EnumerateObject())
                {
                    node[member.Name] = member.Name == emptied ? new JsonArray() : Node(member.Value);
                }
                return node;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(item => Node(item))]);
            case JsonValueKind.String:
                return JsonValue.Create(value.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(value.Clone());
        }
    }
}
