using System.Globalization;
using GenreNotebooks.Display;
using Microsoft.Data.Analysis;
using Xunit;

namespace GenreNotebooks.Tests.Display;

public class TableTests
{
    [Fact]
    public void Columns_stand_below_each_other_and_numbers_to_the_right()
    {
        var table = Table.Of(["genre", "songs", "share"], [["jazz", 12, 0.123456789], ["hip hop", 1045, null]]);
        Assert.Equal(
            """
            genre    songs     share
            jazz        12  0.123457
            hip hop   1045
            """, table.ToString());
        Assert.Contains("text-align:right\">1045</td>", table.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("text-align:left\">jazz</td>", table.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_and_headers_are_escaped()
    {
        var html = Table.Of(["<i>"], [["<script>alert('x')</script>"]]).ToHtml();
        Assert.Contains("&lt;i&gt;</th>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Dollars_are_left_alone_by_the_MathJax_of_Jupyter() =>
        Assert.StartsWith("<div class=\"genre-table tex2jax_ignore mathjax_ignore\"", Table.Of(["$a$"], [["$b_c$"]]).ToHtml(), StringComparison.Ordinal);

    [Fact]
    public void A_long_cell_is_shortened_and_whole_in_its_tool_tip()
    {
        var lyrics = string.Join(' ', Enumerable.Repeat("\"love\"", 40));
        var table = Table.Of(["lyrics"], [[lyrics]]);
        Assert.Contains($"title=\"{lyrics.Replace("\"", "&quot;", StringComparison.Ordinal)}\"", table.ToHtml(), StringComparison.Ordinal);
        Assert.All(table.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 60));
        Assert.EndsWith("…", table.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_stays_on_one_line_and_is_whole_in_its_tool_tip_where_it_may_not_fit()
    {
        var html = Table.Of(["track"], [["a song of thirty two characters."], ["short"]]).ToHtml();
        Assert.Contains("white-space:nowrap;text-align:left\" title=\"a song of thirty two characters.\">a song of thirty", html, StringComparison.Ordinal);
        Assert.Contains("text-align:left\">short</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shortened_cell_is_not_cut_within_a_character()
    {
        var text = Table.Of(["notes"], [[string.Concat(Enumerable.Repeat("a🎵", 60))]]).ToString();
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void A_row_of_another_length_is_named()
    {
        var error = Assert.Throws<InputException>(() => Table.Of(["a", "b"], [[1, 2], [3]]));
        Assert.Contains("Row 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_frame_shows_its_first_rows_and_its_outer_columns()
    {
        var table = Table.Of(Frame(columns: 31, rows: 100), maxRows: 5, maxColumns: 6);
        Assert.Equal(["c0", "c1", "c2", "…", "c28", "c29", "c30"], table.Headers);
        Assert.Equal(5, table.Rows.Count);
        Assert.Equal(["0", "0.333333", "0.666667", "…", "9.33333", "9.66667", "10"], table.Rows[0]);
        Assert.Equal("5 of 100 rows, 6 of 31 columns", table.Note);
        Assert.Contains("5 of 100 rows", table.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_data_frame_shows_whole_with_empty_cells_for_null()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("genre", ["jazz", null]), new DoubleDataFrameColumn("energy", new double?[] { null, 0.5 }));
        var table = Table.Of(frame);
        Assert.Equal([["jazz", ""], ["", "0.5"]], table.Rows);
        Assert.Equal("", table.Note);
    }

    [Fact]
    public void Numbers_are_written_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(["0.5", "1.5", "12"], Table.Of(["a", "b", "c"], [[0.5, 1.5f, 12]]).Rows[0]);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static DataFrame Frame(int columns, int rows) => new(
        Enumerable.Range(0, columns).Select(column =>
            (DataFrameColumn)new DoubleDataFrameColumn($"c{column}", Enumerable.Repeat(column / 3.0, rows))));
}
