using System.Diagnostics;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>A run replaces the results of an earlier run, and nothing else.</summary>
public sealed class RunOutputTests : IDisposable
{
    private const string Notebook = """{"cells":[{"cell_type":"code","metadata":{},"source":["1"],"outputs":[]}],"metadata":{"kernelspec":{"name":".net-csharp"}},"nbformat":4,"nbformat_minor":5}""";

    private readonly NotebookFolder folder = new();

    public RunOutputTests() => Directory.CreateDirectory(folder.Out);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mine.ipynb")]
    [InlineData("mine.html")]
    [InlineData("run.lock")]
    public async Task A_file_that_no_run_wrote_is_left(string name)
    {
        folder.AddText($"out/{name}", Notebook);
        var (exit, _, error) = await RunAsync(folder.Add("mine.dib", "1"));
        Assert.Equal(1, exit);
        Assert.Matches($"^error: .*out/{name}: found a .*It is left as it is: move it away", error);
        Assert.Equal(Notebook, File.ReadAllText(Path.Combine(folder.Out, name)));
        Assert.Equal([name], Directory.GetFiles(folder.Out).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("hard")]
    [InlineData("soft")]
    [InlineData("folder")]
    public async Task A_notebook_that_runs_is_never_replaced(string link)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the number of a file.");
        var notebook = folder.AddText("mine.ipynb", Notebook);
        var copy = Path.Combine(folder.Out, "mine.ipynb");
        if (link == "folder")
        {
            Directory.Delete(folder.Out);
            Directory.CreateSymbolicLink(folder.Out, folder.Path);
        }
        else
        {
            using var made = Process.Start("ln", [link == "soft" ? "-s" : "-f", notebook, copy]);
            made.WaitForExit();
        }
        var (exit, output, error) = await RunAsync(notebook);
        Assert.Equal((1, "", $"error: {copy}: this is {notebook}, which the command reads. It is left as it is: give another name.\n"), (exit, output, error));
        Assert.Equal(Notebook, File.ReadAllText(notebook));
    }

    [Fact]
    public async Task A_run_repeated_replaces_its_results()
    {
        var notebook = folder.Add("mine.dib", "1");
        Assert.Equal(0, (await RunAsync(notebook, "--site", Path.Combine(folder.Path, "site"))).Exit);
        folder.Add("mine.dib", "2");
        Assert.Equal(0, (await RunAsync(notebook, "--site", Path.Combine(folder.Path, "site"))).Exit);
        Assert.Equal("2", folder.Text("mine"));
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("plotly.js")]
    public async Task A_site_of_somebody_else_is_left(string name)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "site"));
        folder.AddText($"site/{name}", "my own");
        var (exit, output, error) = await RunAsync(folder.Add("mine.dib", "1"), "--site", Path.Combine(folder.Path, "site"));
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains($"site/{name}: found a file, expected none or ", error);
        Assert.Equal("my own", File.ReadAllText(Path.Combine(folder.Path, "site", name)));
    }

    [Fact]
    public async Task A_folder_named_as_that_of_the_checkpoints_keeps_what_is_in_it()
    {
        Directory.CreateDirectory(Path.Combine(folder.Out, ".resume", "deep"));
        folder.AddText("out/.resume/notes.json", "{}");
        Assert.Equal(0, (await RunAsync(folder.Add("mine.dib", "1"))).Exit);
        Assert.Equal("{}", File.ReadAllText(Path.Combine(folder.Out, ".resume", "notes.json")));
        Assert.True(Directory.Exists(Path.Combine(folder.Out, ".resume", "deep")));
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, ["--sample", .. arguments]);
        return (result.Exit, result.Output, result.Error);
    }
}
