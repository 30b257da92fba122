using System.CommandLine;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary><c>run --resume</c>: an interrupted run goes on after its last finished notebook.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Chart = "class Rich\n{\n    public string FigureJson => \"{\\\"data\\\":[{\\\"y\\\":[1,2]}]}\";\n    public string ToHtml() => \"<p>rich</p>\";\n}\nnew Rich()";

    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Kept => Path.Combine(folder.Out, ".resume");

    private string Ran(string name) => File.ReadAllText(Path.Combine(folder.Path, $"{name}.ran"));

    /// <summary>A notebook that writes a mark each time it runs.</summary>
    private string Add(string name, params string[] cells) =>
        folder.Add($"{name}.dib", ["// parameters\nvar epochs = 2;", $"System.IO.File.AppendAllText(\"{name}.ran\", \"x\");\nSystem.Console.WriteLine(\"ü \" + epochs);", .. cells]);

    private Task<RunResult> RunAsync(params string[] arguments) => folder.RunAsync(TestContext.Current.CancellationToken, ["--sample", .. arguments]);

    /// <summary>Two notebooks; the second fails the first time, so the first has a checkpoint.</summary>
    private async Task<string[]> InterruptAsync()
    {
        string[] notebooks = [Add("first", Chart), Add("second", "if (!System.IO.File.Exists(\"mended\")) { throw new System.Exception(\"not yet\"); }", Chart)];
        var result = await RunAsync(notebooks);
        Assert.Equal((1, "error: second.dib(11): cell 3: Exception: not yet"), (result.Exit, result.Error.Trim()));
        Assert.Contains($"Finished notebooks are kept in {Kept}: the same command with --resume goes on from there.", result.Output, StringComparison.Ordinal);
        Assert.Equal(["first.json"], Directory.GetFiles(Kept).Select(Path.GetFileName));
        folder.AddText("mended", "");
        return notebooks;
    }

    [Fact]
    public async Task Finished_notebooks_are_found_and_all_results_are_those_of_an_uninterrupted_run()
    {
        var notebooks = await InterruptAsync();
        File.Delete(Path.Combine(folder.Results, "first.html"));
        Directory.Delete(Path.Combine(folder.Results, "figures"), recursive: true);
        var resumed = await RunAsync([.. notebooks, "--resume"]);
        Assert.Equal((0, ""), (resumed.Exit, resumed.Error));
        Assert.Matches(@"(?m)^first   +\d+\.\d s  found, 3 cells$", resumed.Output);
        Assert.Matches(@"(?m)^second  +\d+\.\d s  ok, 4 cells$", resumed.Output);
        Assert.Equal(("x", "xx"), (Ran("first"), Ran("second")));
        Assert.False(Directory.Exists(Kept));

        var results = Results();
        Assert.Equal(9, results.Count);
        Directory.Delete(folder.Out, recursive: true);
        Assert.Equal(0, (await RunAsync(notebooks)).Exit);
        Assert.Equal(Results(), results);
    }

    [Fact]
    public async Task With_lyrics_hidden_no_outputs_are_found_that_show_them()
    {
        var notebooks = await InterruptAsync();
        Assert.Equal(0, (await RunAsync([.. notebooks, "--resume", "--without-lyrics"])).Exit);
        Assert.Equal("xx", Ran("first"));
    }

    /// <summary>All results, without the two files that say how long it took.</summary>
    private SortedDictionary<string, string> Results() => new(Directory.EnumerateFiles(folder.Out, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) is not ("index.html" or "about.json"))
        .ToDictionary(file => Path.GetRelativePath(folder.Out, file), File.ReadAllText), StringComparer.Ordinal);

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task Without_the_option_a_run_starts_from_the_first_notebook()
    {
        var notebooks = await InterruptAsync();
        var again = await RunAsync(notebooks);
        Assert.Equal((0, ""), (again.Exit, again.Error));
        Assert.Equal("xx", Ran("first"));
    }

    [Fact]
    public async Task Rendering_excludes_resume() => Assert.Equal(
        (1, "error: --render runs the unchanged notebooks from the start: leave out --resume.\n"), await RefusedAsync(Add("first"), "--render", "--resume"));

    private async Task<(int, string)> RefusedAsync(params string[] arguments)
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, arguments);
        return (result.Exit, result.Error);
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task A_second_run_into_the_same_folder_waits_for_the_first_and_one_into_another_does_not()
    {
        var first = InvokeAsync(Waiting("first"), folder.Out);
        await NotebookFolder.UntilAsync(first.Run, () => File.Exists(Path.Combine(folder.Path, "first.begun")));
        var second = InvokeAsync(folder.Add("second.dib", "1"), folder.Out);
        await NotebookFolder.UntilAsync(second.Run, () => second.Error.Contains("waiting", StringComparison.Ordinal));
        Assert.Equal($"{Path.Combine(folder.Out, "run")} is in use by another GenreNotebooks process: waiting until it finishes.\n", second.Error);
        var other = InvokeAsync(folder.Add("other.dib", "1"), Path.Combine(folder.Path, "elsewhere"));
        Assert.Equal((0, ""), (await other.Run, other.Error));
        Assert.False(second.Run.IsCompleted);

        using var impatient = new CancellationTokenSource();
        var third = InvokeAsync(folder.Add("third.dib", "1"), folder.Out, impatient.Token);
        await NotebookFolder.UntilAsync(third.Run, () => third.Error.Contains("waiting", StringComparison.Ordinal));
        await impatient.CancelAsync();
        Assert.Equal(CommandLine.Cancelled, await third.Run);
        Assert.EndsWith("Cancelled.\n", third.Error, StringComparison.Ordinal);

        folder.AddText("first.go", "");
        Assert.Equal((0, 0), (await first.Run, await second.Run));
        Assert.Equal(["about.json", "first.html", "first.ipynb", "index.html", "plotly.js", "second.html", "second.ipynb"], Directory.EnumerateFileSystemEntries(folder.Out).Select(Path.GetFileName).Order());
    }

    private string Waiting(string name) => folder.Add(
        $"{name}.dib", $"System.IO.File.WriteAllText(\"{name}.begun\", \"\");\nwhile (!System.IO.File.Exists(\"{name}.go\")) {{ System.Threading.Thread.Sleep(20); }}");

    private static Invocation InvokeAsync(string notebook, string results, CancellationToken cancellation = default) => new(notebook, results, cancellation);

    /// <summary>A run beside others, whose messages can be read meanwhile.</summary>
    private sealed class Invocation
    {
        private readonly Func<string> said;

        public Invocation(string notebook, string results, CancellationToken cancellation)
        {
            var text = new StringWriter();
            var error = TextWriter.Synchronized(text);
            said = () =>
            {
                lock (error) // as it locks itself when it is written to
                {
                    return text.ToString();
                }
            };
            Run = Task.Run(() => CommandLine.InvokeAsync(
                new() { RunCommand.Create() }, ["run", notebook, "--sample", "--out", results], TextWriter.Null, error, cancellation));
        }

        public Task<int> Run { get; }

        public string Error => said();
    }
}
