using System.Text.RegularExpressions;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Takes out of outputs how long something took: <c>0.45s</c>, <c>12 s</c>, and the columns of tables whose names say seconds.</summary>
internal static partial class Timeless
{
    private const string LeftOut = "…";

    public static string Text(string text)
    {
        var lines = Duration().Replace(text, $"$1{LeftOut}$2").Split('\n');
        // A chart's text has its title above the table.
        for (int header = 0; header < lines.Length; header++)
        {
            foreach (Match column in SecondsColumn().Matches(lines[header]))
            {
                ClearColumn(lines, header + 1, column.Index + column.Length);
            }
        }
        return string.Join('\n', lines);
    }

    public static string Html(string html)
    {
        var headers = HeaderCell().Matches(html).Select(cell => cell.Groups[1].Value).ToList();
        return Row().Replace(Duration().Replace(html, $"$1{LeftOut}$2"), found => ClearCells(found.Value, headers));
    }

    // Numbers stand to the right, so they end where their header does.
    private static void ClearColumn(string[] lines, int first, int end)
    {
        for (int i = first; i < lines.Length && lines[i].Length >= end; i++)
        {
            int start = lines[i].LastIndexOf(' ', end - 1) + 1;
            lines[i] = lines[i][..start] + LeftOut.PadLeft(end - start) + lines[i][end..];
        }
    }

    private static string ClearCells(string row, List<string> headers)
    {
        int column = 0;
        return DataCell().Replace(row, cell => headers.ElementAtOrDefault(column++)?.Contains("seconds", StringComparison.Ordinal) == true
            ? cell.Groups[1].Value + LeftOut + cell.Groups[3].Value : cell.Value);
    }

    // Not 1950s: a decade is no duration.
    [GeneratedRegex(@"( ?) *\b(?:\d+\.\d+(?= ?m?s\b)|\d+(?= m?s\b))( ?m?s\b)")]
    private static partial Regex Duration();

    [GeneratedRegex(@"(?<=^|  )\S*seconds\S*(?: \S+)*")]
    private static partial Regex SecondsColumn();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<th [^>]*>([^<]*)</th>")]
    private static partial Regex HeaderCell();

    [GeneratedRegex("(<td[^>]*>)([^<]*)(</td>)")]
    private static partial Regex DataCell();
}
