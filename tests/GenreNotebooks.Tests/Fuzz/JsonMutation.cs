using System.Text;
using System.Text.Json.Nodes;

namespace GenreNotebooks.Tests.Fuzz;

/// <summary>JSON that is still JSON, but says something else.</summary>
internal static class JsonMutation
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e999", "4294967296", "1e30", "\"\"", "\"NaN\"", "\"x\"", "\"\\u0000\\u001b[2J\\n\"", "\"\\ud800\"", "\"../../x\"", "[]", "[[]]", "[null]", "{}", "{\"a\":1}", "[0,4]", "[1,2,3]",
    ];

    /// <summary>Changes, removes, renames or repeats one to three values.</summary>
    public static byte[] Of(byte[] json, Random random)
    {
        if (JsonNode.Parse(json) is not { } root)
        {
            return json;
        }
        for (var left = 1 + random.Next(3); left > 0; left--)
        {
            var inside = Containers(root).ToList();
            Change(inside[random.Next(inside.Count)], random);
        }
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Change(JsonNode container, Random random)
    {
        if (container is JsonObject owner && owner.Count > 0)
        {
            var (name, value) = owner.ToList()[random.Next(owner.Count)];
            switch (random.Next(4))
            {
                case 0: owner.Remove(name); break;
                case 1: owner[name + (char)random.Next(0x20, 0x7f)] = value?.DeepClone(); break;
                default: owner[name] = Value(random); break;
            }
        }
        else if (container is JsonArray items && items.Count > 0)
        {
            var place = random.Next(items.Count);
            switch (random.Next(4))
            {
                case 0: items.RemoveAt(place); break;
                case 1: items.Add(items[place]?.DeepClone()); break;
                default: items[place] = Value(random); break;
            }
        }
    }

    private static JsonNode? Value(Random random) => JsonNode.Parse(Values[random.Next(Values.Length)]);

    private static IEnumerable<JsonNode> Containers(JsonNode node)
    {
        yield return node;
        var children = node is JsonObject owner ? owner.Select(property => property.Value) : node as JsonArray ?? Enumerable.Empty<JsonNode?>();
        foreach (var inside in children.Where(child => child is JsonObject or JsonArray).SelectMany(child => Containers(child!)))
        {
            yield return inside;
        }
    }
}
