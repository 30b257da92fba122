using System.Text.Json;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>The expected look of a drawn figure.</summary>
internal sealed class ExpectedChart(string figure)
{
    private static readonly string[] Axes = ["xaxis", "yaxis"];

    private readonly JsonElement root = JsonDocument.Parse(figure).RootElement;

    public int Traces => All.Count();

    /// <summary>A marker or a bar for each value that is there.</summary>
    public int Points => All.Where(trace => Type(trace) == "bar" || trace.TryGetProperty("mode", out var mode) && mode.GetString()!.Contains("markers", StringComparison.Ordinal))
        .Sum(trace => trace.GetProperty("y").EnumerateArray().Count(value => value.ValueKind != JsonValueKind.Null));

    /// <summary>The texts that appear at any width: titles of axes, categories, names in the legend, labels of bars and cells.</summary>
    public IEnumerable<string> Texts =>
    [
        .. Axes.SelectMany(axis => root.GetProperty("layout").TryGetProperty(axis, out var part) && part.TryGetProperty("title", out var title) ? [Plain(title.GetProperty("text").GetString()!)] : Array.Empty<string>()),
        .. All.Where(trace => Type(trace) is "bar" or "heatmap").SelectMany(trace => Strings(trace.GetProperty("x")).Concat(Strings(trace.GetProperty("text")))),
        .. !root.GetProperty("layout").TryGetProperty("showlegend", out var legend) || legend.GetBoolean() ? All.Select(trace => Plain(trace.GetProperty("name").GetString()!)) : [],
    ];

    /// <summary>The texts that are in none of those drawn. A line may hold several: the names in a legend below the title.</summary>
    public IEnumerable<string> Missing(IEnumerable<string> drawn) => Texts.Where(text => !drawn.Any(one => one.Contains(text, StringComparison.Ordinal)));

    private IEnumerable<JsonElement> All => root.GetProperty("data").EnumerateArray();

    private static string? Type(JsonElement trace) => trace.GetProperty("type").GetString();

    private static IEnumerable<string> Strings(JsonElement items) => items.EnumerateArray()
        .SelectMany(item => item.ValueKind == JsonValueKind.Array ? Strings(item) : [Plain(item.ToString())]).Where(text => text.Length > 0);

    // A line break is an element in the document, so the texts of the lines follow each other.
    private static string Plain(string text) => System.Net.WebUtility.HtmlDecode(text.Replace("<br>", "", StringComparison.Ordinal));
}
