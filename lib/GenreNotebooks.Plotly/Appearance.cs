using System.Globalization;
using System.Text.Json.Nodes;

namespace GenreNotebooks.Plotly;

/// <summary>A drawn figure in another size or on dark paper.</summary>
internal static class Appearance
{
    public static void Resize(JsonNode figure, int? width, int? height)
    {
        var layout = figure["layout"]!.AsObject();
        if (width is not null)
        {
            layout["width"] = width;
        }
        if (height is null)
        {
            return;
        }
        // A part of the height: the title keeps its distance from the top edge in pixels.
        if (layout["title"]?["y"] is { } y && layout["height"] is { } before)
        {
            layout["title"]!["y"] = 1 - ((1 - Number(y)) * Number(before) / height.Value);
        }
        layout["height"] = height;
    }

    /// <summary>Paper, ink and what stands for them change; the colours of values are told apart on both.</summary>
    public static void Darken(JsonNode figure) => Replace(figure, Palette.OnDark);

    private static void Replace(JsonNode? node, IReadOnlyDictionary<string, string> colours)
    {
        if (node is JsonObject parent)
        {
            foreach (var (name, child) in parent.ToList())
            {
                var inside = name == "colorscale" ? Palette.SharesOnDark : colours;
                Replace(child, inside, value => parent[name] = value);
            }
        }
        else if (node is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++)
            {
                var place = index;
                Replace(items[place], colours, value => items[place] = value);
            }
        }
    }

    private static void Replace(JsonNode? node, IReadOnlyDictionary<string, string> colours, Action<string> set)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text) && colours.TryGetValue(text, out var dark))
        {
            set(dark);
        }
        else
        {
            Replace(node, colours);
        }
    }

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}
