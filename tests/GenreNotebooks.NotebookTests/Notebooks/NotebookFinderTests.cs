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
    [InlineData("3")]
    [InlineData("lyrics")]
    [InlineData("LYRICS")]
    [InlineData("lyr")]
    public void A_notebook_is_found_by_its_number_its_name_a_part_of_it_or_its_path(string wanted) => Assert.Equal(["03-lyrics"], Find(wanted, wanted));

    [Fact]
    public void A_whole_word_counts_more_than_a_part_of_one()
    {
        folder.AddText("notebooks/10-your-own-lyrics.dib", "1");
        Assert.Equal(["03-lyrics", "10-your-own-lyrics", "01-data"], Find("lyrics", "own", "1"));
    }

    [Fact]
    public void A_folder_of_the_same_name_does_not_hide_a_notebook()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "notebooks", "data"));
        Assert.Equal(["01-data"], Find("data"));
    }

    [Theory]
    [InlineData("8")]
    [InlineData("nothing")]
    public void A_name_that_fits_none_is_answered_with_those_there_are(string wanted) => Assert.Equal(
        $"'{wanted}' is no notebook: give a path to a .dib or .ipynb file or one of 01-data, 03-lyrics, 06-closing-remarks, 07-beyond, 07-more.",
        Assert.Throws<InputException>(() => Find(wanted)).Message);

    [Theory]
    [InlineData("7", "07-beyond or 07-more")]
    [InlineData("07", "07-beyond or 07-more")]
    [InlineData("o", "06-closing-remarks or 07-beyond or 07-more")]
    public void A_name_that_fits_several_is_answered_with_these(string wanted, string candidates) =>
        Assert.Equal($"'{wanted}' may be {candidates}: give a longer name.", Assert.Throws<InputException>(() => Find(wanted)).Message);

    [Theory]
    [InlineData("nothere.dib", "There is no file PATH.")]
    [InlineData("03-lyrik.ipynb", "There is no file PATH.")]
    [InlineData("Program.cs", "PATH is no notebook: expected a .dib or .ipynb file.")]
    [InlineData("notes", "PATH is no notebook: expected a .dib or .ipynb file.")]
    [InlineData("sub", "PATH is a folder: a .dib or .ipynb file in it is expected.")]
    public void What_is_missing_or_no_notebook_is_named(string wanted, string message)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "notebooks", "sub"));
        folder.AddText("notebooks/Program.cs", "1");
        folder.AddText("notebooks/notes", "1");
        var expected = message.Replace("PATH", Path.Combine(folder.Path, "notebooks", wanted), StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Throws<InputException>(() => Find(wanted)).Message);
    }

    [Fact]
    public void Of_a_notebook_that_is_also_there_for_Jupyter_the_dib_is_taken_and_one_that_is_only_there_is_found()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "notebooks", "ipynb"));
        const string text = """{"cells": [{"cell_type": "code", "source": "1"}], "nbformat": 4}""";
        folder.AddText("notebooks/ipynb/03-lyrics.ipynb", text);
        var own = folder.AddText("notebooks/12-mine.ipynb", text);
        var found = new NotebookFinder(folder.Path, folder.Path).Find(["03", "mine"]);
        Assert.Equal([Path.Combine(folder.Path, "notebooks", "03-lyrics.dib"), own], found.Select(notebook => notebook.Path));
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
        Assert.Equal(Path.Combine("repo", "artifacts", "run"), new NotebookFinder("here", "repo").KeptRuns);
        Assert.Equal(Path.Combine("here", "artifacts", "run"), new NotebookFinder("here", null).KeptRuns);
    }
}
