using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>What makes the notebooks pleasant to read; what lets them run in every engine is in <see cref="EngineRulesTests"/>.</summary>
public class NotebookRulesTests
{
    private const int LinesOfACell = 12;

    public static TheoryData<string> Names { get; } =
        [.. Directory.EnumerateFiles(Repository.File("notebooks"), "*.dib").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    // Reading already refuses any kernel line but #!meta, #!csharp and #!markdown.
    private static Notebook Read(string name) => Notebook.Read(BlogNotebooks.PathOf(name));

    [Fact]
    public void The_notebooks_of_the_blog_are_these_six() => Assert.Equal(
        BlogNotebooks.Names,
        new NotebookFinder(AppContext.BaseDirectory, Repository.File(".")).Find([]).Select(notebook => notebook.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_second_code_cell_is_the_parameters(string name) => Assert.StartsWith("// parameters\n", Read(name).CodeCells.ElementAt(1).Source.Trim());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_code_cell_has_a_dozen_lines_at_most(string name) =>
        Assert.All(Read(name).CodeCells, cell => Assert.InRange(cell.Source.Trim().Split('\n').Length, 1, LinesOfACell));

    [Theory]
    [MemberData(nameof(Names))]
    public void Prose_stands_before_every_code_cell_and_a_title_before_all(string name)
    {
        var cells = Read(name).Cells;
        Assert.StartsWith("# ", cells[0].Source);
        Assert.All(cells.Zip(cells.Skip(1)).Where(pair => pair.Second.Kind == CellKind.Code), pair => Assert.Equal(CellKind.Markdown, pair.First.Kind));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_sums_up_what_it_found(string name)
    {
        var cells = Read(name).Cells;
        var summary = Assert.Single(cells.Index(), cell => cell.Item.Source.Split('\n').Contains("## Summary"));
        Assert.Equal(CellKind.Code, cells[summary.Index + 1].Kind);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_post_and_its_author_are_credited(string name) =>
        Assert.Contains("Lukka Wolff's post *Deep Music Genre Classification*", Read(name).Cells[0].Source.Replace('\n', ' '));
}
