using System.Diagnostics;
using System.Text.RegularExpressions;
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
    [InlineData("index.html")]
    [InlineData("about.json")]
    [InlineData("plotly.js")]
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
        Assert.Equal(0, (await RunAsync(notebook)).Exit);
        folder.Add("mine.dib", "2");
        Assert.Equal(0, (await RunAsync(notebook)).Exit);
        Assert.Equal("2", folder.Text("mine"));
    }

    [Fact]
    public async Task A_run_that_fails_leaves_the_results_of_a_good_one_and_keeps_its_own_apart()
    {
        string[] notebooks = [folder.Add("first.dib", Chart), folder.Add("second.dib", "1")];
        Assert.Equal(0, (await RunAsync(notebooks)).Exit);
        var good = Files();
        folder.Add("first.dib", $"// changed\n{Chart}");
        folder.Add("second.dib", "throw new System.Exception(\"odd\");");
        var failed = await RunAsync(notebooks);
        Assert.Equal((1, "error: second.dib(3): cell 1: Exception: odd\n"), (failed.Exit, failed.Error));
        Assert.EndsWith($"\nOpen {Path.Combine(folder.Out, "unfinished", "index.html")}\n", failed.Output, StringComparison.Ordinal);
        Assert.Equal(good, Files());
        Assert.Contains("// changed", folder.Page("first"), StringComparison.Ordinal);
        Assert.Contains("of 2 notebooks, 1 ran to the end", File.ReadAllText(Path.Combine(folder.Results, "index.html")), StringComparison.Ordinal);

        folder.Add("second.dib", "2");
        Assert.Equal(0, (await RunAsync(notebooks)).Exit);
        Assert.Equal(good.Keys, Files().Keys);
        Assert.False(Directory.Exists(Path.Combine(folder.Out, "unfinished")));
        Assert.Contains("// changed", folder.Page("first"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task If_a_figure_would_replace_a_file_of_somebody_else_nothing_is_replaced()
    {
        var notebook = folder.Add("mine.dib", "1");
        Assert.Equal(0, (await RunAsync(notebook)).Exit);
        Directory.CreateDirectory(Path.Combine(folder.Out, "figures"));
        folder.AddText("out/figures/mine-chart.json", "my own");
        var before = Files();
        folder.Add("mine.dib", Chart);
        var (exit, _, error) = await RunAsync(notebook);
        Assert.Equal(1, exit);
        Assert.Contains("figures/mine-chart.json: found a file, expected none or a Plotly figure. It is left as it is", error);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Files_of_somebody_else_among_unfinished_results_stay()
    {
        Directory.CreateDirectory(Path.Combine(folder.Out, "unfinished", "figures"));
        string[] own = ["notes.txt", "page.html", "mine.ipynb", "figures/points.json"];
        Array.ForEach(own, name => folder.AddText($"out/unfinished/{name}", "my own"));
        Assert.Equal(0, (await RunAsync(folder.Add("other.dib", "1"))).Exit);
        Assert.All(own, name => Assert.Equal("my own", File.ReadAllText(Path.Combine(folder.Out, "unfinished", name))));
        Assert.Equal([.. own.Order()], Directory.GetFiles(Path.Combine(folder.Out, "unfinished"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Path.Combine(folder.Out, "unfinished"), file)).Order());
    }

    [Fact]
    public async Task Pages_on_their_own_carry_their_script_and_need_no_other_file()
    {
        Assert.Equal(0, (await RunAsync(folder.Add("mine.dib", Chart), "--self-contained")).Exit);
        Assert.Equal(["about.json", "index.html", "mine.html", "mine.ipynb"], Directory.GetFiles(folder.Out).Select(Path.GetFileName).Order());
        foreach (var page in new[] { "mine.html", "figures/mine-chart.html" })
        {
            var text = File.ReadAllText(Path.Combine(folder.Out, page));
            Assert.Single(Regex.Matches(text, "plotly.js v2"));
            Assert.True(text.IndexOf("plotly.js v2", StringComparison.Ordinal) < text.IndexOf("<main", StringComparison.Ordinal));
            Assert.DoesNotMatch(@"(?:src|href)=""(?!#)", Regex.Replace(text, "<script>.*?</script>", "", RegexOptions.Singleline));
        }
    }

    [Fact]
    public async Task The_option_that_became_the_default_names_the_one_to_use() => Assert.Equal(
        (1, "", "error: --site is the default now: use --out DIR.\n"), await RunAsync(folder.Add("mine.dib", "1"), "--site", Path.Combine(folder.Path, "site")));

    [Fact]
    public async Task A_folder_named_as_that_of_the_checkpoints_keeps_what_is_in_it()
    {
        Directory.CreateDirectory(Path.Combine(folder.Out, ".resume", "deep"));
        folder.AddText("out/.resume/notes.json", "{}");
        Assert.Equal(0, (await RunAsync(folder.Add("mine.dib", "1"))).Exit);
        Assert.Equal("{}", File.ReadAllText(Path.Combine(folder.Out, ".resume", "notes.json")));
        Assert.True(Directory.Exists(Path.Combine(folder.Out, ".resume", "deep")));
    }

    private const string Chart = "class Rich\n{\n    public string FigureJson => \"{\\\"data\\\":[{\\\"y\\\":[1,2]}]}\";\n    public string ToHtml() => \"<p>rich</p>\";\n}\nnew Rich()";

    /// <summary>The results in the folder, without those kept apart.</summary>
    private SortedDictionary<string, string> Files() => new(Directory.EnumerateFiles(folder.Out, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder.Out, file)).Where(file => !file.StartsWith("unfinished", StringComparison.Ordinal) && !file.StartsWith(".resume", StringComparison.Ordinal))
        .ToDictionary(file => file, file => File.ReadAllText(Path.Combine(folder.Out, file))), StringComparer.Ordinal);

    private async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, ["--sample", .. arguments]);
        return (result.Exit, result.Output, result.Error);
    }
}
