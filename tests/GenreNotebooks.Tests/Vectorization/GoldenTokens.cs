using System.Text.Json;

namespace GenreNotebooks.Tests.Vectorization;

/// <summary>The output of Hugging Face's tokenizers for tricky texts and for the real songs.</summary>
internal sealed record GoldenTokens(
    IReadOnlyList<GoldenTokens.Text> Texts, IReadOnlyList<GoldenTokens.Song> Songs, GoldenTokens.All AllSongsOfTheFourGenres)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static GoldenTokens Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Reference", "golden_tokens.json"));
        return JsonSerializer.Deserialize<GoldenTokens>(file, Names)!;
    }

    internal sealed record Text([property: System.Text.Json.Serialization.JsonPropertyName("text")] string Value, int[] Ids);

    internal sealed record Song(int Index, int Count, int[] First, string Sha256);

    internal sealed record All(int Count, int TotalIds, string Sha256);
}
