using System.Net;
using System.Text;

namespace GenreNotebooks.Plots;

/// <summary>Writes a <see cref="Table"/> as HTML. Its styles stand on the elements: an output has no style sheet of its own.</summary>
internal static class TableHtml
{
    private const string Cell =
        "padding:0.2em 0.6em;border-bottom:1px solid #8886;max-width:18em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:";

    // So long a text may not fit into 18em: the reader finds it whole in the tool tip.
    private const int FitsSurely = 18;

    public static string Of(Table table)
    {
        var html = new StringBuilder();
        // A name with two dollar signs is no formula: Jupyter's MathJax, old and new, passes over these classes.
        html.AppendLine("""<div class="genre-table tex2jax_ignore mathjax_ignore" style="overflow-x:auto">""");
        html.AppendLine("""<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">""");
        string[] alignments = [.. table.Headers.Select((_, column) => table.IsNumeric(column) ? "right" : "left")];
        AppendRow(html.Append("<thead>"), table.Headers, alignments, "th scope=\"col\"");
        html.AppendLine("</thead>").Append("<tbody>");
        foreach (var row in table.Rows)
        {
            AppendRow(html, row, alignments, "td");
        }
        html.AppendLine("</tbody>").AppendLine("</table>");
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
            var (all, shown) = (cells[column], CellText.Shorten(cells[column]));
            html.Append('<').Append(element).Append(" style=\"").Append(Cell).Append(alignments[column]).Append('"');
            if (all.Length > FitsSurely)
            {
                html.Append(" title=\"").Append(WebUtility.HtmlEncode(all)).Append('"');
            }
            html.Append('>').Append(WebUtility.HtmlEncode(shown)).Append("</").Append(element.AsSpan(0, 2)).Append('>');
        }
        html.AppendLine("</tr>");
    }
}
