using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary><c>run --jobs</c>: notebooks at the same time, with the results of one after the other.</summary>
public sealed class SideBySideTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Task<RunResult> RunAsync(params string[] arguments) => folder.RunAsync(TestContext.Current.CancellationToken, ["--sample", .. arguments]);

    /// <summary>A cell that ends only when another notebook has written a file.</summary>
    private static string WaitFor(string file) => $"while (!System.IO.File.Exists(\"{file}\")) {{ System.Threading.Thread.Sleep(5); }}";

    private static string Write(string file) => $"System.IO.File.WriteAllText(\"{file}\", \"\");";

    [Fact]
    public async Task They_run_at_the_same_time_and_errors_follow_their_order()
    {
        // The first ends last; the third begins when the second has ended.
        var result = await RunAsync(
            folder.Add("a.dib", WaitFor("c"), "throw new System.Exception(\"first\");"),
            folder.Add("b.dib", "System.IO.File.Exists(\"c\")", "throw new System.Exception(\"second\");"),
            folder.Add("c.dib", "// parameters\n// after b\nint x = 0;", Write("c")),
            "--jobs", "2");
        Assert.Equal(1, result.Exit);
        Assert.Equal("error: a.dib(6): cell 2: Exception: first\nerror: b.dib(6): cell 2: Exception: second\n", result.Error);
        Assert.Equal("False", (string?)folder.Outputs("b", 0)[0]!["data"]!["text/plain"]![0]);
        Assert.Contains($"Open {Path.Combine(folder.Results, "index.html")}", result.Output);
    }

    [Fact]
    public async Task One_at_a_time_is_one_after_the_other()
    {
        var result = await RunAsync(folder.Add("a.dib", Write("a")), folder.Add("b.dib", "System.IO.File.Exists(\"a\")"), "--jobs", "1");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Equal("True", folder.Text("b"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1025")]
    public async Task A_number_out_of_range_is_refused(string jobs)
    {
        var result = await RunAsync(folder.Add("a.dib", "1"), "--jobs", jobs);
        Assert.Equal((1, "", $"error: --jobs {jobs}: expected 1 to 1024.\n"), (result.Exit, result.Output, result.Error));
    }

    [Fact]
    public async Task What_waits_for_itself_is_said_before_anything_runs()
    {
        var result = await RunAsync(folder.Add("a.dib", "// parameters\n// after a\nint x = 0;"));
        Assert.Equal((1, ""), (result.Exit, result.Output));
        Assert.StartsWith("error: The lines '// after' let none of these notebooks begin first: a after a.", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Out));
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task Cancelling_ends_all_tells_what_failed_and_keeps_what_was_finished()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = folder.RunAsync(
            cancellation.Token, "--sample", "--jobs", "3", folder.Add("a.dib", Write("a"), "while (true);"), folder.Add("b.dib", "1"), folder.Add("c.dib", "throw new System.Exception(\"odd\");"),
            folder.Add("d.dib", "// parameters\n// after b, c\nint x = 0;", Write("d"), "while (true);"));
        await NotebookFolder.UntilAsync(run, () => File.Exists(Path.Combine(folder.Path, "a")) && File.Exists(Path.Combine(folder.Path, "d")));
        await cancellation.CancelAsync();
        var result = await run;
        Assert.Equal((130, "error: c.dib(3): cell 1: Exception: odd\nCancelled.\n"), (result.Exit, result.Error));
        Assert.Equal(["b.json"], Directory.GetFiles(Path.Combine(folder.Out, ".resume")).Select(Path.GetFileName));
        Assert.Equal(["b.ipynb", "c.ipynb"], Directory.GetFiles(folder.Results, "*.ipynb").Select(Path.GetFileName).Order());
        Assert.Matches(@"(?m)^a .* stopped$", result.Output);
        Assert.Matches(@"(?m)^d .* stopped$", result.Output);
    }
}
