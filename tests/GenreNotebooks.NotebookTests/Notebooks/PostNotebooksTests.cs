using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The notebooks of the post from start to end on the sample.</summary>
[Collection(nameof(OnePostRun))]
public sealed class PostNotebooksTests(PostNotebooks blog)
{
    public static TheoryData<string> Names { get; } = [.. PostNotebooks.Names];

    [Fact]
    public void All_of_them_run_to_their_end_without_error_output()
    {
        Assert.Equal("", blog.Result.Error);
        Assert.Equal(0, blog.Result.Exit);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_code_cell_ran_and_none_wrote_an_error(string name)
    {
        var code = blog.Folder.Ipynb(name)["cells"]!.AsArray().Where(cell => (string?)cell!["cell_type"] == "code").ToList();
        Assert.Equal(Enumerable.Range(1, code.Count), code.Select(cell => (int)cell!["execution_count"]!));
        Assert.All(code.SelectMany(cell => cell!["outputs"]!.AsArray()), output =>
        {
            Assert.NotEqual("error", (string?)output!["output_type"]);
            Assert.NotEqual("stderr", (string?)output["name"]);
        });
    }

    [Fact]
    public void All_of_them_are_valid_in_the_format_of_Jupyter() =>
        Nbformat.AssertValid([.. PostNotebooks.Names.Select(name => Path.Combine(blog.Folder.Out, $"{name}.ipynb"))]);

    [Theory]
    [InlineData("01-data", "songs-of-the-four-genres songs-per-genre")]
    [InlineData("02-vectorization", "")]
    [InlineData("03-lyrics", "accuracy accuracy-by-epoch accuracy-by-genre confusion loss runs-so-far")]
    [InlineData("04-metadata", "accuracy accuracy-by-epoch accuracy-by-genre confusion loss runs-so-far")]
    [InlineData("05-combined", "accuracy accuracy-by-epoch accuracy-by-genre confusion loss runs-so-far")]
    [InlineData("06-closing-remarks", "accuracy-by-genre how-much-each-network-knows-by-heart lyrics-network-confusion test-accuracy test-accuracy-by-epoch")]
    public void It_leaves_an_executed_notebook_a_page_and_figures_named_after_what_they_show(string name, string figures)
    {
        Assert.True(File.Exists(Path.Combine(blog.Folder.Out, $"{name}.ipynb")));
        Assert.Contains("</html>", blog.Folder.Page(name));
        var folder = Path.Combine(blog.Folder.Out, "figures");
        string[] expected = [.. figures.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(figure => new[] { $"{name}-{figure}.html", $"{name}-{figure}.json" })];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder, $"{name}-*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_output_says_that_these_are_not_the_real_songs_and_how_to_get_them(string name)
    {
        Assert.Contains("SAMPLE DATA: synthetic songs", blog.Text(name));
        Assert.Contains("-- data fetch", blog.Text(name));
    }

    [Fact]
    public void Its_figures_say_so_for_readers_and_for_programs() =>
        Assert.All(Directory.GetFiles(Path.Combine(blog.Folder.Out, "figures"), "*.json"), file =>
        {
            var layout = JsonNode.Parse(File.ReadAllText(file))!["layout"]!;
            Assert.EndsWith("Sample data: synthetic songs</span>", (string?)layout["title"]!["text"], StringComparison.Ordinal);
            Assert.Equal("sample", (string?)layout["meta"]!["songs"]);
        });

    [Fact]
    public void The_run_says_so_once_and_shows_a_line_for_each_notebook()
    {
        Assert.Single(new Regex(Regex.Escape(DataFolder.Sample.Notice)).Matches(blog.Result.Output));
        Assert.Equal(PostNotebooks.Names, new Regex(@"(?m)^(\S+)  .* s  ok, \d+ cells$").Matches(blog.Result.Output).Select(line => line.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Equal(4 + 6 + 4, blog.Result.Output.TrimEnd().Split('\n').Length); // and nothing that cells print
    }

    [Theory]
    [InlineData("03-lyrics")]
    [InlineData("05-combined")]
    public void A_set_embedding_reaches_the_layer_table(string name)
    {
        Assert.Contains("int embeddingDim = 64;", Source(name));
        Assert.Contains("1,953,472", blog.Text(name)); // 30,523 rows of 64
    }

    [Theory]
    [InlineData("03-lyrics")]
    [InlineData("04-metadata")]
    [InlineData("05-combined")]
    public void A_training_notebook_prints_its_one_epoch_in_the_form_of_the_post(string name) => Assert.Single(
        blog.Text(name).Split('\n'), line => line.StartsWith("| epoch   1 | train accuracy", StringComparison.Ordinal));

    [Fact]
    public void The_runs_of_three_notebooks_are_kept_as_records()
    {
        var runs = Directory.EnumerateFiles(blog.Runs).Order(StringComparer.Ordinal).Select(RunRecord.Load).ToList();
        Assert.Equal(["combined", "lyrics", "metadata"], runs.Select(run => run.Model));
        Assert.All(runs, run => Assert.Equal((1, "sample"), (run.History.Count, run.Data.Kind)));
        Assert.Equal(64, runs[1].Options.EmbeddingDim);
    }

    [Fact]
    public void The_last_notebook_uses_those_runs_says_so_and_trains_nothing()
    {
        var text = blog.Text("06-closing-remarks");
        Assert.All((string[])["lyrics", "metadata", "combined"], name => Assert.Contains($"{name}: finished run found, same options, data and library build", text));
        Assert.DoesNotContain("| epoch", text);
    }

    [Theory]
    [InlineData("03-lyrics", ModelKind.Lyrics)]
    [InlineData("04-metadata", ModelKind.Metadata)]
    [InlineData("05-combined", ModelKind.Combined)]
    public void The_comparison_shows_the_accuracy_that_the_notebook_of_the_network_ends_with(string name, ModelKind kind)
    {
        var run = Directory.EnumerateFiles(blog.Runs).Select(RunRecord.Load).Single(run => run.Kind == kind);
        var accuracy = FormattableString.Invariant($"{run.Final!.Accuracy:0.0000}");
        Assert.Contains($"test accuracy {accuracy}", blog.Text(name));
        Assert.Contains($"{run.Model,-8} {accuracy}", blog.Text("06-closing-remarks"));
    }

    private string Source(string name) => string.Concat(blog.Folder.Ipynb(name)["cells"]!.AsArray()
        .SelectMany(cell => cell!["source"]!.AsArray()).Select(line => (string)line!));
}

/// <summary>One run of the six notebooks of the post on the sample, an epoch each, for all tests.</summary>
public sealed class PostNotebooks : IAsyncLifetime
{
    internal static readonly string[] Names = ["01-data", "02-vectorization", "03-lyrics", "04-metadata", "05-combined", "06-closing-remarks"];

    internal NotebookFolder Folder { get; } = new();

    internal string Runs => Folder.Runs;

    internal RunResult Result { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Result = await Folder.RunAsync(
            TestContext.Current.CancellationToken, [.. Names.Select(PathOf), "--sample", "--set", "epochs=1", "--set", "embeddingDim=64"]);
    }

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static string PathOf(string name) => Repository.File($"notebooks/{name}.dib");

    /// <summary>All text outputs of a notebook.</summary>
    internal string Text(string name) => Folder.Text(name);
}

/// <summary>Tests that share the run of the six notebooks.</summary>
[CollectionDefinition(nameof(OnePostRun))]
public sealed class OnePostRun : ICollectionFixture<PostNotebooks>;
