using System.Text.Json;
using GenreNotebooks.Models;

namespace GenreNotebooks.Tests;

/// <summary>The figures the post printed.</summary>
internal static class BlogFacts
{
    private static readonly JsonElement Root = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "blog_facts.json"))).RootElement;

    public static JsonElement Model(ModelKind kind) => Root.GetProperty("models").GetProperty(kind.ToString().ToLowerInvariant());
}
