using System.Text.Json.Nodes;
using GenreNotebooks.Data;

namespace GenreNotebooks.Plots;

/// <summary>
/// Marks a figure of synthetic songs: a small line below the title for readers, <c>layout.meta.songs</c> for programs.
/// </summary>
internal static class SampleMark
{
    private const string Line = $"<span style=\"font-size:0.8em\">{DataOrigin.SampleNote}</span>", Break = "<br>";

    // Pixels.
    private const int LineHeight = 20;

    /// <summary>Whether a figure has the mark, also if its title was edited since.</summary>
    public static bool IsOn(JsonNode figure) => HasLine(figure) || figure["layout"]?["meta"] is JsonObject meta && meta["songs"]?.ToString() == "sample";

    private static bool HasLine(JsonNode figure) => TextOf(figure["layout"]?["title"]).EndsWith(Line, StringComparison.Ordinal);

    /// <summary>A title without the line.</summary>
    public static string Without(string title) =>
        title.EndsWith(Line, StringComparison.Ordinal) ? Trimmed(title[..^Line.Length]) : title;

    /// <summary>Adds the mark, unless the figure has the line. A <c>meta</c> that is not a JSON object stays as it is, because labels may refer to it.</summary>
    public static JsonObject AddTo(JsonObject figure)
    {
        if (HasLine(figure))
        {
            return figure;
        }
        var layout = figure.Part("layout");
        var text = TextOf(layout["title"]);
        if (layout["title"] is not JsonObject)
        {
            layout["title"] = new JsonObject();
        }
        layout["title"]!["text"] = text.Length > 0 ? $"{text}{Break}{Line}" : Line;
        if (layout["margin"]?["t"] is JsonValue top && top.TryGetValue<double>(out var pixels))
        {
            layout["margin"]!["t"] = pixels + LineHeight;
        }
        if (layout["meta"] is null or JsonObject)
        {
            layout.Part("meta").TryAdd("songs", "sample");
        }
        return figure;
    }

    private static string Trimmed(string title) => title.EndsWith(Break, StringComparison.Ordinal) ? title[..^Break.Length] : title;

    private static string TextOf(JsonNode? title) => (title is JsonObject ? title["text"] : title)?.ToString() ?? "";
}
