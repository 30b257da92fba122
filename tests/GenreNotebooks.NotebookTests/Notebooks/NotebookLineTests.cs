using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Lines of a run at any width.</summary>
public sealed class NotebookLineTests
{
    private static readonly Notebook Closing = Notebook.Parse("06-closing-remarks.dib", "#!markdown\n# 6 · Closing Remarks\n#!csharp\n1");
    private static readonly Notebook Wide = Notebook.Parse("音楽.dib", "#!markdown\n# 音楽の題名はとても長いので、どこかで切らなければならない\n#!csharp\n1");
    private static readonly Notebook Untitled = Notebook.Parse("x.dib", "#!csharp\n1");
    private static readonly LineColumns Columns = new([Closing, Wide, Untitled]);

    [Theory]
    [InlineData(200, "06-closing-remarks  6 · Closing Remarks                        83.4 s  failed in cell 12")]
    [InlineData(79, "06-closing-remarks  6 · Closing Remarks               83.4 s  failed in cell 12")]
    [InlineData(59, "06-closing-remarks  6 · Closin…   83.4 s  failed in cell 12")]
    [InlineData(57, "06-closing-remarks   83.4 s  failed in cell 12")]
    [InlineData(39, "06-closing…   83.4 s  failed in cell 12")]
    [InlineData(20, "06-…   83.4 s  fail…")]
    [InlineData(1, "…")]
    public void The_title_goes_first_then_part_of_the_name(int width, string expected) =>
        Assert.Equal(expected, Write(Closing, 83.4, "failed in cell 12", width));

    [Fact]
    public void No_line_is_wider_than_it_may_be_and_all_begin_alike()
    {
        for (int width = 1; width <= 120; width++)
        {
            foreach (var notebook in (Notebook[])[Closing, Wide, Untitled])
            {
                var line = Write(notebook, 1_234.5, "cell 10/12", width);
                Assert.InRange(Cells(line), 1, width);
                Assert.True(width < 39 || line.EndsWith(" 1234.5 s  cell 10/12", StringComparison.Ordinal), line);
                Assert.Equal(Cells(Begin(Closing, width)), Cells(Begin(notebook, width)));
            }
        }
    }

    [Fact]
    public void A_notebook_without_a_title_does_not_show_its_name_twice() => Assert.Equal("x", Begin(Untitled, 120).Trim());

    private static string Begin(Notebook notebook, int width) => Columns.Begin(LineColumns.NameOf(notebook), LineColumns.TitleOf(notebook), width);

    private static string Write(Notebook notebook, double seconds, string end, int width) =>
        Columns.Write(LineColumns.NameOf(notebook), LineColumns.TitleOf(notebook), TimeSpan.FromSeconds(seconds), end, width);

    // Characters of East Asia take two cells.
    private static int Cells(string text) => text.Sum(c => c >= '\u3000' ? 2 : 1);
}
