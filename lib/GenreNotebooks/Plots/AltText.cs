using System.Text.Json.Nodes;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>What a screen reader says of a chart: title, kind and the first values. The table of the chart has all of them.</summary>
internal static class AltText
{
    private const int MostLetters = 200;

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["bar"] = "bar chart",
        ["box"] = "box plot",
        ["heatmap"] = "heat map",
        ["histogram"] = "histogram",
        ["pie"] = "pie chart",
    };

    public static string Of(string title, JsonObject figure, Table values)
    {
        var note = SampleMark.IsOn(figure) ? $" {DataOrigin.SampleNote}." : "";
        var shown = new List<string>();
        foreach (var row in values.Rows)
        {
            if (shown.Sum(text => text.Length) > MostLetters)
            {
                break;
            }
            shown.Add(Text(values.Headers, row));
        }
        var more = values.Rows.Count - shown.Count;
        return $"{title}, {KindOf(figure)}.{note} {string.Join("; ", shown)}{(more > 0 ? Invariant($"; {more} more") : "")}";
    }

    private static string Text(IReadOnlyList<string> headers, IReadOnlyList<string> row) => row.Count <= 2
        ? string.Join(' ', row) : $"{row[0]}: {string.Join(", ", headers.Zip(row, (header, cell) => $"{header} {cell}").Skip(1).Where((_, column) => row[column + 1].Length > 0))}";

    private static string KindOf(JsonObject figure) => string.Join(" and ",
        ((figure["data"] as JsonArray) ?? []).OfType<JsonObject>().Select(KindOfTrace).Distinct().DefaultIfEmpty("empty chart"));

    private static string KindOfTrace(JsonObject trace)
    {
        var type = trace["type"]?.ToString() ?? "scatter";
        return type.StartsWith("scatter", StringComparison.Ordinal)
            ? trace["mode"]?.ToString().Contains("lines", StringComparison.Ordinal) == false ? "points" : "line chart"
            : Kinds.GetValueOrDefault(type, type);
    }
}
