using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>What <c>run --verbose</c> shows of what cells print.</summary>
public sealed class CellLinesTests
{
    private readonly List<string> lines = [];

    private string[] Take(params CellEvent[] items)
    {
        var cells = new CellLines(lines.Add);
        Array.ForEach(items, item => cells.Take(item, "01-first cell 1/1"));
        cells.End();
        return [.. lines];
    }

    [Fact]
    public void Each_cell_has_a_heading_and_its_lines_are_indented() => Assert.Equal(
        ["  01-first cell 1/1", "    one", "    two", "  01-first cell 1/1", "    three"],
        Take(new CellEvent.Started(), Printed("one\nt"), Printed("wo"), new CellEvent.Finished(), new CellEvent.Started(), Printed("three\n")));

    [Fact]
    public void Characters_that_a_terminal_would_obey_are_left_out() => Assert.Equal(["    [31mred\tand on"], Take(Printed("\u001b[31mred\tand\b on\r\n")));

    [Fact]
    public void What_was_left_out_is_said_once_on_a_line_of_its_own() => Assert.Equal(
        ["    begun", "    … 20 characters left out: of what a cell prints, 1,000,000 are kept."],
        Take(Printed("begun"), new CellEvent.LeftOut(10, IsAll: false), new CellEvent.LeftOut(20, IsAll: true)));

    private static CellEvent.Printed Printed(string text) => new("stdout", text);
}
