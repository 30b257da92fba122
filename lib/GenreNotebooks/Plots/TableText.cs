using System.Text;

namespace GenreNotebooks.Plots;

/// <summary>Writes a <see cref="Table"/> as lines of text whose columns stand below each other.</summary>
internal static class TableText
{
    public static string Of(Table table)
    {
        string[][] lines = [.. table.Rows.Prepend(table.Headers).Select(row => row.Select(CellText.Shorten).ToArray())];
        int[] widths = [.. table.Headers.Select((_, column) => lines.Max(line => line[column].Length))];
        bool[] numeric = [.. table.Headers.Select((_, column) => table.IsNumeric(column))];
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => numeric[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
        return text.Append(table.Note).ToString().TrimEnd('\n');
    }
}
