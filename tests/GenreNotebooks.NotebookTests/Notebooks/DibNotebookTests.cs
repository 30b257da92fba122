using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

public class DibNotebookTests
{
    private const string Whole = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp"}}

        #!markdown

        Before the title.
        # A title

        #!csharp

        var a = 1;

        var b = 2;


        #!csharp
        a + b
        """;

    private static Notebook Parse(string text) => Notebook.Parse("folder/01-data.dib", text);

    [Fact]
    public void Cells_keep_their_kind_their_text_and_their_first_line() => Assert.Equal(
        [
            new NotebookCell(CellKind.Markdown, "Before the title.\n# A title", 7),
            new NotebookCell(CellKind.Code, "var a = 1;\n\nvar b = 2;", 12),
            new NotebookCell(CellKind.Code, "a + b", 18),
        ], Parse(Whole).Cells);

    [Fact]
    public void Name_and_title_come_from_the_file_and_its_first_heading()
    {
        var notebook = Parse(Whole);
        Assert.Equal(("01-data", "01-data.dib", "A title"), (notebook.Name, notebook.FileName, notebook.Title));
        Assert.Equal("01-data", Parse("1").Title);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing() =>
        Assert.Equal(Parse(Whole).Cells, Parse("\uFEFF" + Whole.ReplaceLineEndings("\r\n")).Cells);

    [Fact]
    public void Text_before_the_first_kernel_line_is_code() => Assert.Equal([new NotebookCell(CellKind.Code, "1 + 1", 2)], Parse("\n1 + 1").Cells);

    [Fact]
    public void A_kernel_name_inside_a_line_is_text() =>
        Assert.Equal("var s = \"\n #!markdown\"", Parse("#!csharp\nvar s = \"\n #!markdown\"").Cells[0].Source);

    [Fact]
    public void A_kernel_name_behind_spaces_is_text() => Assert.Single(Parse("#!csharp\n1\n #!csharp\n2").Cells);

    [Fact]
    public void Spaces_after_a_kernel_name_change_nothing() => Assert.Equal(Parse("#!csharp\n1").Cells, Parse("#!csharp \t\n1").Cells);

    [Fact]
    public void A_cell_without_text_is_none() =>
        Assert.Equal([new NotebookCell(CellKind.Code, "1", 5)], Parse("#!csharp\n\n#!markdown\n#!csharp\n1\n#!csharp").Cells);

    [Fact]
    public void Two_cells_of_one_kind_in_a_row_stay_two() => Assert.Equal(["1", "2"], Parse("#!csharp\n1\n#!csharp\n2").Cells.Select(cell => cell.Source));

    [Fact]
    public void Empty_lines_around_a_cell_are_dropped_and_those_within_kept() =>
        Assert.Equal("  1\n\n +2", Parse("#!csharp\n\n \n  1\n\n +2  \n\n").Cells[0].Source);

    [Fact]
    public void Metadata_is_no_cell_wherever_it_stands() => Assert.Equal(["1", "2"], Parse("1\n#!meta\n{}\n#!csharp\n2").Cells.Select(cell => cell.Source));

    [Theory]
    [InlineData("#!fsharp")]
    [InlineData("#!csharp var x = 1;")]
    [InlineData("#!CSharp")]
    [InlineData("#!import other.dib")]
    [InlineData("#!set --name x --value 1")]
    [InlineData("#!value --name x")]
    [InlineData("#!time")]
    [InlineData("#!meta {}")]
    [InlineData("#!markdown # A title")]
    public void Any_other_magic_line_is_named_with_its_place(string line)
    {
        var error = Assert.Throws<InputException>(() => Parse($"#!csharp\n1\n{line}\n2"));
        Assert.Contains("01-data.dib(3)", error.Message);
        Assert.Contains($"'{line}'", error.Message);
    }

    [Theory]
    [InlineData("```bash\n#!/bin/bash\necho hi\n```")]
    [InlineData("#!time\n\nmeasures a cell")]
    [InlineData("#!import other.dib")]
    public void In_Markdown_a_line_with_any_other_word_is_text(string text) =>
        Assert.Equal([new NotebookCell(CellKind.Markdown, text, 2), new NotebookCell(CellKind.Code, "1", 3 + text.Split('\n').Length)], Parse($"#!markdown\n{text}\n#!csharp\n1").Cells);

    [Fact]
    public void In_Markdown_the_name_of_a_kernel_begins_a_cell_as_in_the_engine() =>
        Assert.Equal([CellKind.Markdown, CellKind.Code], Parse("#!markdown\n```\n#!csharp\n1\n").Cells.Select(cell => cell.Kind));

    [Theory]
    [InlineData("#!fsharp")]
    [InlineData("#!pwsh")]
    [InlineData("#!python")]
    public void A_kernel_that_this_runner_lacks_is_named_in_Markdown_too(string line) => Assert.Contains(
        $"01-data.dib(5): '{line}'", Assert.Throws<InputException>(() => Parse($"#!meta\n{{\"kernelInfo\":{{\"items\":[{{\"name\":\"python\"}}]}}}}\n#!markdown\ntext\n{line}\n2\n#!csharp\n1")).Message);

    [Fact]
    public void Other_names_of_a_kernel_begin_a_cell_too() => Assert.Equal(
        ["1", "2", "3", "# A"],
        Parse("#!meta\n{\"kernelInfo\":{\"items\":[{\"name\":\"csharp\",\"aliases\":[\"cs\"]}]}}\n#!c#\n1\n#!C#\n2\n#!cs\n3\n#!md\n# A").Cells.Select(cell => cell.Source));

    [Fact]
    public void Metadata_come_once() => Assert.Equal("#!meta\n{}", Parse("#!meta\n{}\n#!markdown\n#!meta\n{}\n#!csharp\n1").Cells[0].Source);

    [Fact]
    public void Broken_metadata_is_named_with_its_line() =>
        Assert.Contains("01-data.dib(4)", Assert.Throws<InputException>(() => Parse("#!meta\n\n{\"a\":\n]\n\n#!csharp\n1")).Message);

    [Theory]
    [InlineData("")]
    [InlineData("#!markdown\ntext")]
    [InlineData("#!csharp\n\n  \n")]
    public void A_notebook_without_code_is_refused(string text) =>
        Assert.Contains("no code cell", Assert.Throws<InputException>(() => Parse(text)).Message);

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [0x31, 0xFC, 0x31]);
            Assert.Contains(path, Assert.Throws<InputException>(() => Notebook.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
