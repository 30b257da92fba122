using System.Text.Json;
using GenreNotebooks.Plots;
using GenreNotebooks.Training;

namespace GenreNotebooks.Tests.Plots;

/// <summary>The Plotly figure of a chart, for looking into.</summary>
internal sealed class Figure(Plot chart)
{
    private readonly JsonElement root = JsonDocument.Parse(chart.FigureJson).RootElement;

    public IReadOnlyList<JsonElement> Traces => [.. root.GetProperty("data").EnumerateArray()];

    public JsonElement Layout => root.GetProperty("layout");

    public string Title => Layout.GetProperty("title").GetProperty("text").GetString()!;

    public IReadOnlyList<string> TraceNames => [.. Traces.Select(trace => trace.GetProperty("name").GetString()!)];

    public JsonElement Trace(string name) => Traces.Single(trace => trace.GetProperty("name").GetString() == name);

    public string AxisTitle(string axis) => Layout.GetProperty(axis).GetProperty("title").GetProperty("text").GetString()!;

    public static double?[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble())];

    public static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetString()!)];

    /// <summary>A run whose second epoch is its best.</summary>
    public static TrainingHistory ThreeEpochs { get; } = new(
    [
        new EpochResult(1, 1.3, 0.41, 1.35, 0.40, 1), new EpochResult(2, 1.1, 0.52, 1.2, 0.55, 1), new EpochResult(3, 0.9, 0.63, 1.25, 0.54, 1),
    ]);
}
