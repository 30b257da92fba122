using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

public sealed class NotebookFinderTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public NotebookFinderTests()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "notebooks"));
        foreach (var name in (string[])["01-data", "03-lyrics", "06-closing-remarks", "07-beyond", "07-more"])
        {
            folder.AddText($"notebooks/{name}.dib", "1");
        }
    }

    public void Dispose() => folder.Dispose();

    private string[] Find(params string[] wanted) =>
        [.. new NotebookFinder(Path.Combine(folder.Path, "notebooks"), folder.Path).Find(wanted).Select(notebook => notebook.Name)];

    [Fact]
    public void Without_a_name_the_notebooks_of_the_blog_are_run_in_order() => Assert.Equal(["01-data", "03-lyrics", "06-closing-remarks"], Find());

    [Theory]
    [InlineData("03")]
    [InlineData("03-lyrics")]
    [InlineData("03-lyrics.dib")]
    public void A_notebook_is_found_by_its_number_its_name_or_its_path(string wanted) => Assert.Equal(["03-lyrics"], Find(wanted, wanted));

    [Theory]
    [InlineData("7", "no notebook")]
    [InlineData("07", "several")]
    public void A_name_that_fits_none_or_several_is_answered_with_those_there_are(string wanted, string message)
    {
        var error = Assert.Throws<InputException>(() => Find(wanted)).Message;
        Assert.Contains(message, error);
        Assert.Contains("01-data, 03-lyrics, 06-closing-remarks, 07-beyond, 07-more", error);
    }

    [Fact]
    public void Two_notebooks_of_one_name_would_overwrite_each_other()
    {
        var other = folder.AddText("03-lyrics.dib", "1");
        Assert.Contains(other, Assert.Throws<InputException>(() => Find("03", other)).Message);
    }

    [Fact]
    public void Results_go_below_the_repository_else_below_the_working_directory()
    {
        Assert.Equal(Path.Combine("repo", "artifacts", "run"), new NotebookFinder("here", "repo").DefaultOutput);
        Assert.Equal(Path.Combine("here", "artifacts", "run"), new NotebookFinder("here", null).DefaultOutput);
    }
}
