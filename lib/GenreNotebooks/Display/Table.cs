using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Analysis;
using static System.FormattableString;

namespace GenreNotebooks.Display;

/// <summary>
/// A small table for display: headers and rows of text. A notebook shows it better than a DataFrame. See <see cref="HiddenLyrics"/> for columns that can be hidden.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Table : IHtmlDisplay
{
    private Table(IReadOnlyList<string> headers, string[][] rows)
    {
        (Headers, Rows) = (headers, rows);
        foreach (var (column, _) in headers.Index().Where(header => HiddenLyrics.Hides(header.Item, IsNumeric(header.Index))))
        {
            Array.ForEach(rows, row => row[column] = HiddenLyrics.Marker);
        }
    }

    /// <summary>Stands for a value that does not exist, such as the recall of a genre without songs: a dash.</summary>
    public const string Absent = "–";

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>The rows, each with one text for each column.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>A note below the table, such as <c>20 of 11,281 rows</c> if some are left out; empty if there is none.</summary>
    public string Note { get; private init; } = "";

    /// <summary>A table of values. Numbers get at most six significant digits, NaN a dash, null an empty cell.</summary>
    /// <param name="headers">The names of the columns.</param>
    /// <param name="rows">The rows, each with one value for each column.</param>
    /// <param name="note">A note below the table.</param>
    /// <exception cref="InputException">A row has more or fewer cells than there are headers.</exception>
    public static Table Of(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows, string note = "")
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(rows);
        string[][] texts = [.. rows.Select(row => row.Select(CellText.Of).ToArray())];
        var wrong = Array.FindIndex(texts, row => row.Length != headers.Count);
        return wrong < 0
            ? new Table(headers, texts) { Note = note }
            : throw new InputException(
                $"Row {wrong + 1} of the table has {texts[wrong].Length} cells for {headers.Count} headers ({string.Join(", ", headers)}).");
    }

    /// <summary>The first rows of a data frame; if it has too many columns, the first and the last columns.</summary>
    /// <param name="frame">The frame, such as <c>songs.ToDataFrame()</c>.</param>
    /// <param name="maxRows">The number of rows to show, at least 1.</param>
    /// <param name="maxColumns">The number of columns to show, at least 2.</param>
    public static Table Of(DataFrame frame, int maxRows = 20, int maxColumns = 12)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxColumns, 2);
        DataFrameColumn?[] columns = frame.Columns.Count <= maxColumns
            ? [.. frame.Columns]
            : [.. frame.Columns.Take(maxColumns - maxColumns / 2), null, .. frame.Columns.TakeLast(maxColumns / 2)];
        var shown = (int)Math.Min(maxRows, frame.Rows.Count);
        var rows = Enumerable.Range(0, shown).Select(row =>
            columns.Select(column => column is null ? CellText.LeftOut : CellText.Of(column[row])).ToArray());
        return new Table([.. columns.Select(column => column?.Name ?? CellText.LeftOut)], [.. rows])
        {
            Note = NoteOf(shown, frame.Rows.Count, Math.Min(maxColumns, frame.Columns.Count), frame.Columns.Count),
        };
    }

    /// <summary>The table as a fragment of HTML. A long cell shows its beginning, and its whole text as a tool tip.</summary>
    public string ToHtml() => TableHtml.Of(this);

    /// <summary>The table as aligned lines of text.</summary>
    public override string ToString() => TableText.Of(this);

    /// <summary>Whether a column holds only numbers, which are aligned to the right.</summary>
    internal bool IsNumeric(int column) =>
        Rows.Any(row => row[column].Length > 0) && Rows.All(row => CellText.IsNumberOrEmpty(row[column]));

    private static string NoteOf(long rows, long allRows, int columns, int allColumns) => (rows < allRows, columns < allColumns) switch
    {
        (true, true) => Invariant($"{rows:N0} of {allRows:N0} rows, {columns} of {allColumns} columns"),
        (true, false) => Invariant($"{rows:N0} of {allRows:N0} rows"),
        (false, true) => Invariant($"{columns} of {allColumns} columns"),
        _ => "",
    };
}

/// <summary>Writes a <see cref="Table"/> as HTML. The elements carry their styles, because an output has no style sheet.</summary>
internal static class TableHtml
{
    private const string Cell =
        "padding:0.2em 0.6em;border-bottom:1px solid #8886;max-width:18em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:";

    // Without a mouse, a reader scrolls the element with the focus. Where its container has the width of its content, a table has 30em.
    private const string Scrolls =
        "style=\"overflow-x:auto;container-type:inline-size;contain-intrinsic-width:30em\" tabindex=\"0\" role=\"region\"";

    // A shadow at the right edge, which has a width only where the table is wider than its container.
    private const string Edge =
        "<div class=\"genre-table-edge\" style=\"grid-area:1/1;justify-self:end;position:sticky;right:0;width:clamp(0px,(100% - 100cqw - 1px)*999,1em);"
        + "background:linear-gradient(to left,#8889,#8880);pointer-events:none\"></div>";

    // A longer text may not fit into 18em, so it gets a tool tip.
    private const int AlwaysFits = 18;

    public static string Of(Table table)
    {
        var html = new StringBuilder();
        // A name with two dollar signs is not a formula: these classes make Jupyter's MathJax, old and new, skip the table.
        html.Append("""<div class="genre-table tex2jax_ignore mathjax_ignore" """).Append(Scrolls).Append(" aria-label=\"")
            .Append(WebUtility.HtmlEncode(CellText.Shorten($"Table: {string.Join(", ", table.Headers)}"))).AppendLine("\">");
        html.Append("""<div style="display:grid;width:fit-content;min-width:100%">""").AppendLine(Edge);
        html.AppendLine("""<table style="grid-area:1/1;justify-self:start;border-collapse:collapse;font-variant-numeric:tabular-nums">""");
        string[] alignments = [.. table.Headers.Select((_, column) => table.IsNumeric(column) ? "right" : "left")];
        AppendRow(html.Append("<thead>"), table.Headers, alignments, "th scope=\"col\"");
        html.AppendLine("</thead>").Append("<tbody>");
        foreach (var row in table.Rows)
        {
            AppendRow(html, row, alignments, "td");
        }
        html.AppendLine("</tbody>").AppendLine("</table></div>");
        if (table.Note.Length > 0)
        {
            html.Append("<small>").Append(WebUtility.HtmlEncode(table.Note)).AppendLine("</small>");
        }
        return html.Append("</div>").ToString();
    }

    private static void AppendRow(StringBuilder html, IReadOnlyList<string> cells, string[] alignments, string element)
    {
        html.Append("<tr>");
        for (var column = 0; column < cells.Count; column++)
        {
            var (whole, shown) = (cells[column], CellText.Shorten(cells[column]));
            html.Append('<').Append(element).Append(" style=\"").Append(Cell).Append(alignments[column]).Append('"');
            if (whole.Length > AlwaysFits)
            {
                html.Append(" title=\"").Append(WebUtility.HtmlEncode(whole)).Append('"');
            }
            html.Append('>').Append(WebUtility.HtmlEncode(shown)).Append("</").Append(element.AsSpan(0, 2)).Append('>');
        }
        html.AppendLine("</tr>");
    }
}

/// <summary>Writes a <see cref="Table"/> as lines of text with aligned columns.</summary>
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

/// <summary>The cells of a <see cref="Table"/> as text.</summary>
internal static class CellText
{
    /// <summary>Marks omitted text or columns.</summary>
    public const string LeftOut = "…";

    private const int Longest = 60;

    public static string Of(object? value) => value switch
    {
        null => "",
        double.NaN or float.NaN => Table.Absent,
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The text on one line, cut to at most 60 characters.</summary>
    public static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Longest)
        {
            return line;
        }
        // Do not cut between the two halves of a character.
        var end = char.IsHighSurrogate(line[Longest - 2]) ? Longest - 2 : Longest - 1;
        return line[..end] + LeftOut;
    }

    public static bool IsNumberOrEmpty(string text) =>
        text.Length == 0 || text is LeftOut or Table.Absent
        || double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);
}
