using System.Text.Json.Nodes;
using GenreNotebooks.Display;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>What a figure of any kind shows, as a table: where no script runs, it stands for the chart.</summary>
internal static class PlotValues
{
    private const int MostRows = 100;

    private static readonly string[] Names = ["name", "x", "y", "z", "labels", "values", "r", "theta", "text"];

    /// <summary>Whether two figures show the same values, however they look.</summary>
    public static bool AreSame(JsonNode one, JsonNode other) => Values(one).SequenceEqual(Values(other));

    /// <summary>A row for each point: the name of its trace and its values.</summary>
    public static Table Of(JsonNode figure)
    {
        var traces = Traces(figure).Select(trace => (Name: Text(trace["name"] ?? trace["type"]), Columns: Columns(trace))).ToList();
        string[] columns = [.. Names.Skip(1).Where(name => traces.Exists(trace => trace.Columns.ContainsKey(name)))];
        var rows = traces.SelectMany(trace => Enumerable.Range(0, trace.Columns.Values.Select(values => values.Count).DefaultIfEmpty(1).Max()).Select(
            row => (IReadOnlyList<object?>)[trace.Name, .. columns.Select(name => trace.Columns.TryGetValue(name, out var values) ? Text(values.ElementAtOrDefault(row)) : "")])).ToList();
        return Table.Of(["trace", .. columns], rows.Take(MostRows), rows.Count > MostRows ? Invariant($"{MostRows} of {rows.Count:N0} values") : "");
    }

    private static IEnumerable<JsonObject> Traces(JsonNode figure) => (figure["data"] as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<string?> Values(JsonNode figure) => Traces(figure).SelectMany(trace => Names.Select(name => trace[name]?.ToJsonString()));

    // A matrix has no place in a row.
    private static Dictionary<string, JsonArray> Columns(JsonObject trace) => Names
        .Where(name => trace[name] is JsonArray values && !values.Any(value => value is JsonArray or JsonObject))
        .ToDictionary(name => name, name => trace[name]!.AsArray());

    private static string Text(JsonNode? value) => PlotlyText.Plain(value?.ToString() ?? "");
}
