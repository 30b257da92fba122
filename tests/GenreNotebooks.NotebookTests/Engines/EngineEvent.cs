using System.Text.Json;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>What an engine says while a cell runs, by the names of .NET Interactive.</summary>
/// <param name="Type">For example <c>DisplayedValueProduced</c>.</param>
/// <param name="Content">Its own fields.</param>
internal sealed record EngineEvent(string Type, JsonElement Content)
{
    public bool IsEnd => Type is "CommandSucceeded" or "CommandFailed";

    /// <summary>A display, an update of one, or the value that a cell ends on.</summary>
    public bool IsValue => Type is "DisplayedValueProduced" or "DisplayedValueUpdated" or "ReturnValueProduced";

    /// <summary>Which display it is; an update repeats it.</summary>
    public string? ValueId => Text("valueId");

    /// <summary>Why a command failed.</summary>
    public string Message => Text("message") ?? "";

    /// <summary>The value in one of its forms, or nothing.</summary>
    public string? As(string mimeType) => Content.TryGetProperty("formattedValues", out var values)
        ? values.EnumerateArray().Where(value => value.GetProperty("mimeType").GetString() == mimeType).Select(value => value.GetProperty("value").GetString()).FirstOrDefault()
        : null;

    public override string ToString() => $"{Type} {Content}"[..Math.Min(2000, $"{Type} {Content}".Length)];

    private string? Text(string name) => Content.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
