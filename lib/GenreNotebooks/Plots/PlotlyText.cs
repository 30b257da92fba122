using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GenreNotebooks.Display;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>
/// Escapes text for plotly.js, which renders some HTML tags in every label, and formulas between dollar signs on pages with MathJax.
/// Control characters, which SVG does not allow, become replacement characters.
/// </summary>
internal static partial class PlotlyText
{
    public static string Of(string text) => string.Concat(text.Select(letter => letter != '\n' && char.IsControl(letter) ? '\ufffd' : letter))
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("$", "&#36;", StringComparison.Ordinal)
        .Replace("\n", "<br>", StringComparison.Ordinal);

    public static string[] Of(IEnumerable<string> texts) => [.. texts.Select(Of)];

    public static string[][] Of(IEnumerable<IEnumerable<string>> rows) => [.. rows.Select(Of)];

    /// <summary>The title of a Plotly figure, given as JSON, as plain text; empty if it has none.</summary>
    public static string Title(JsonNode figure)
    {
        var title = figure["layout"]?["title"];
        return Plain(SampleMark.Without((title is JsonObject ? title["text"] : title)?.ToString() ?? ""));
    }

    /// <summary>A label as plain text, without the tags that plotly.js renders.</summary>
    public static string Plain(string label) => WebUtility.HtmlDecode(Tag().Replace(label.Replace("<br>", " ", StringComparison.OrdinalIgnoreCase), ""));

    [GeneratedRegex(@"</?[a-z][^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}

/// <summary>The values of any figure as a table, which replaces the chart where no script runs.</summary>
internal static class PlotValues
{
    private const int MostRows = 100;

    private static readonly string[] Names = ["name", "x", "y", "z", "labels", "values", "r", "theta", "text"];

    /// <summary>Whether two figures show the same values, in any style.</summary>
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

    // A matrix does not fit into rows.
    private static Dictionary<string, JsonArray> Columns(JsonObject trace) => Names
        .Where(name => trace[name] is JsonArray values && !values.Any(value => value is JsonArray or JsonObject))
        .ToDictionary(name => name, name => trace[name]!.AsArray());

    private static string Text(JsonNode? value) => PlotlyText.Plain(value?.ToString() ?? "");
}
