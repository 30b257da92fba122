using System.Text.Json.Nodes;

namespace GenreNotebooks.Plots;

/// <summary>Where one figure differs from another: a list of places, each with the other's value there, null for none.</summary>
internal static class FigureDifference
{
    public static JsonArray Between(JsonNode figure, JsonNode other)
    {
        var places = new JsonArray();
        Add(figure, other, [], places);
        return places;
    }

    /// <summary>Makes a figure the other one.</summary>
    public static void Apply(JsonNode figure, JsonArray places)
    {
        foreach (var place in places)
        {
            var path = place![0]!.AsArray();
            var node = path.SkipLast(1).Aggregate(figure, (parent, step) => Child(parent, step!));
            var (last, value) = (path[^1]!, place[1]?.DeepClone());
            if (node is JsonArray items)
            {
                items[last.GetValue<int>()] = value;
            }
            else
            {
                node[last.GetValue<string>()] = value;
            }
        }
    }

    private static JsonNode Child(JsonNode parent, JsonNode step) =>
        (parent is JsonArray items ? items[step.GetValue<int>()] : parent[step.GetValue<string>()])!;

    private static void Add(JsonNode? one, JsonNode? other, JsonNode[] path, JsonArray places)
    {
        if (one is JsonObject first && other is JsonObject second)
        {
            foreach (var name in first.Concat(second).Select(property => property.Key).Distinct())
            {
                Add(first[name], second[name], [.. path, name], places);
            }
        }
        else if (one is JsonArray items && other is JsonArray others && items.Count == others.Count)
        {
            for (var index = 0; index < items.Count; index++)
            {
                Add(items[index], others[index], [.. path, index], places);
            }
        }
        else if (!JsonNode.DeepEquals(one, other))
        {
            places.Add(new JsonArray(new JsonArray([.. path.Select(step => step.DeepClone())]), other?.DeepClone()));
        }
    }
}
