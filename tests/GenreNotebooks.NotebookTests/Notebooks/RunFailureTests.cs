using System.Diagnostics;
using System.Globalization;
using GenreNotebooks.Cli.Notebooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

public sealed class RunFailureTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly NotebookFolder folder;

    public RunFailureTests() => folder = new() { Clock = clock };

    public void Dispose() => folder.Dispose();

    private Task<RunResult> RunAsync(params string[] arguments) => folder.RunAsync(TestContext.Current.CancellationToken, arguments);

    /// <summary>Runs one notebook of the given cells; the second of two one-line cells stands in line 6.</summary>
    private async Task<string> FailAsync(params string[] cells)
    {
        var result = await RunAsync(folder.Add("03-bad.dib", cells));
        Assert.Equal(1, result.Exit);
        Assert.DoesNotContain("   at GenreNotebooks", result.Error);
        Assert.Contains("failed in cell", result.Output);
        return result.Error;
    }

    [Fact]
    public async Task A_cell_that_throws_is_shown_with_its_line_and_what_it_printed()
    {
        var error = await FailAsync("int Half(int x) =>\n    x % 2 == 0 ? x / 2 : throw new System.ArgumentException(\"odd <x>\");", "System.Console.Write(\"before\");\nHalf(3)", "never");
        Assert.Equal("error: 03-bad.dib(4): cell 2: ArgumentException: odd <x>", error.Trim());
        var outputs = folder.Outputs("03-bad", 1);
        Assert.Equal("before", (string?)outputs[0]!["text"]![0]);
        Assert.Equal("error", (string?)outputs[1]!["output_type"]);
        Assert.Equal(["ArgumentException: odd <x>", "   at 03-bad.dib, line 4", "   at 03-bad.dib, line 8"], outputs[1]!["traceback"]!.AsArray().Select(line => (string?)line));
        Assert.Empty(folder.Outputs("03-bad", 2));
        Assert.Null(folder.Ipynb("03-bad")["cells"]![2]!["execution_count"]);
        Assert.Contains("ArgumentException: odd &lt;x&gt;", folder.Page("03-bad"));
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_is_shown_with_every_error_and_its_line()
    {
        var error = await FailAsync("var a = 1;", "a = \"text\";\nunknown();");
        Assert.Contains("03-bad.dib(6): cell 2 does not compile:", error);
        Assert.Contains("03-bad.dib(6,5): error CS0029", error);
        Assert.Contains("03-bad.dib(7,1): error CS0103", error);
    }

    [Theory]
    [InlineData("using TorchSharp;\ntorch.CPU", "CS0246")]
    [InlineData("File.Exists(\"a\")", "CS0103")]
    [InlineData("class P { public int X { get => field; } }", "CS0103")]
    public async Task Nothing_is_there_that_another_engine_would_not_have(string cell, string expected) => Assert.Contains(expected, await FailAsync(cell));

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task A_cell_that_never_ends_is_stopped()
    {
        var running = RunAsync(folder.Add("loop.dib", "System.Console.WriteLine(\"going\");\nSystem.Threading.Thread.Sleep(1_000); System.IO.File.WriteAllText(\"mark\", \"\");\nwhile (true);"), "--timeout", "10");
        await NotebookFolder.UntilAsync(running, () => File.Exists(Path.Combine(folder.Path, "mark")));
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(running.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        var result = await running;
        Assert.Equal(1, result.Exit);
        Assert.Equal("error: loop.dib(3): cell 1 ran longer than 10 s and was stopped; allow more with --timeout", result.Error.Trim());
        Assert.Equal("going\n", (string?)folder.Outputs("loop", 0)[0]!["text"]![0]);
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task A_cell_that_ends_its_process_is_named() =>
        Assert.Equal("error: 03-bad.dib(6): cell 2 ended the process of the notebook, exit code 0", (await FailAsync("var a = 1;", "System.Environment.Exit(0);")).Trim());

    [Fact]
    public async Task A_figure_that_is_not_JSON_is_the_mistake_of_its_cell() =>
        Assert.Contains("03-bad.dib(3): cell 1: InputException: The figure ", await FailAsync("class Odd { public string FigureJson => \"{\"; }\nnew Odd()"));

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task The_notebooks_after_a_failed_one_still_run()
    {
        var result = await RunAsync(folder.Add("a.dib", "throw new System.Exception(\"first\");"), folder.Add("b.dib", "1 + 1"));
        Assert.Equal(1, result.Exit);
        Assert.Contains("a  ", result.Output);
        Assert.Equal("2", (string?)folder.Outputs("b", 0)[0]!["data"]!["text/plain"]![0]);
    }

    [Theory]
    [InlineData("none.dib", "There is no file ")]
    [InlineData("good.dib --set no=1", "no chosen notebook has this parameter")]
    [InlineData("good.dib --data nowhere", "does not exist")]
    [InlineData("good.dib --data . --sample", "exclude each other")]
    [InlineData("good.dib --timeout 0", "--timeout 0")]
    [InlineData("empty.dib", "no code cell")]
    public async Task What_does_not_fit_is_said_before_anything_runs(string arguments, string expected)
    {
        folder.AddText("empty.dib", "");
        folder.Add("good.dib", "1");
        var result = await RunAsync([.. arguments.Split(' ').Select(argument => argument.EndsWith(".dib", StringComparison.Ordinal) ? Path.Combine(folder.Path, argument) : argument)]);
        Assert.Equal((1, ""), (result.Exit, result.Output));
        Assert.Contains(expected, result.Error);
        Assert.False(Directory.Exists(folder.Out));
    }

    [Fact]
    public async Task A_place_for_results_that_cannot_be_made_is_named()
    {
        File.WriteAllText(folder.Out, "a file");
        Assert.Contains($"--out {folder.Out}", (await RunAsync(folder.Add("good.dib", "1"))).Error);
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task Cancelling_ends_the_process_and_keeps_what_was_finished()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // The second notebook writes its process id to a file.
        var mark = Path.Combine(folder.Path, "mark");
        var loop = folder.Add("loop.dib", $"System.IO.File.WriteAllText(@\"{mark}\", System.Environment.ProcessId.ToString());\nwhile (true);");
        var run = folder.RunAsync(cancellation.Token, folder.Add("first.dib", "1"), loop);
        await NotebookFolder.UntilAsync(run, () => File.Exists(mark) && new FileInfo(mark).Length > 0 && File.Exists(Path.Combine(folder.Results, "index.html")));
        await cancellation.CancelAsync();
        Assert.Equal(130, (await run).Exit);
        Assert.Equal(["about.json", "first.html", "first.ipynb", "index.html", "plotly.js"], Directory.EnumerateFiles(folder.Results).Select(Path.GetFileName).Order());
        var process = int.Parse(await File.ReadAllTextAsync(mark, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
    }
}

/// <summary>Notebooks that exceed a limit of output or memory.</summary>
[Trait("Suite", "Failures")]
public sealed class RunLimitsTests : IDisposable
{
    private const string Kept = "characters left out: of what a cell prints, 1,000,000 are kept.\n";

    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Task<RunResult> RunAsync(string notebook, params string[] arguments) => folder.RunAsync(TestContext.Current.CancellationToken, [notebook, "--sample", .. arguments]);

    private string Printed(int cell, int output = 0) => string.Concat(folder.Outputs("flood", cell)[output]!["text"]!.AsArray().Select(line => (string)line!));

    [Fact(Explicit = true)]
    public async Task Output_by_the_hundred_megabytes_does_no_harm()
    {
        var result = await RunAsync(folder.Add(
            "flood.dib",
            "using System;\nConsole.Write(new string('x', 300_000_000));",
            "for (int i = 0; i < 10_000_000; i++) { Console.Error.Write(\"0123456789\"); }",
            // To the real console, without an end of line.
            "foreach (var raw in new[] { Console.OpenStandardOutput(), Console.OpenStandardError() })\n{\n    for (int i = 0; i < 100; i++) { raw.Write(new byte[1_000_000]); }\n}",
            "new string('v', 70_000_000)",
            "class Large { public string FigureJson => $\"{{\\\"data\\\":[{new string('1', 70_000_000)}]}}\"; }\nnew Large()"), "--verbose");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Equal(new string('x', 1_000_000) + "\n… 299,000,000 " + Kept, Printed(0));
        Assert.Equal("stderr", (string?)folder.Outputs("flood", 1)[0]!["name"]);
        Assert.EndsWith("0123456789\n… 99,000,000 " + Kept, Printed(1), StringComparison.Ordinal);
        Assert.Equal(CellPrinting.Kept, Printed(1).IndexOf('\n', StringComparison.Ordinal));
        Assert.Empty(folder.Outputs("flood", 2));
        Assert.Equal("… left out: the text of this String has 70,000,000 characters, and up to 64,000,000 are shown.", Shown(3)["text/plain"]![0]!.GetValue<string>());
        Assert.Equal("… left out: the figure of this Large has 70,000,011 characters, and up to 64,000,000 are shown.", Shown(4)["text/plain"]![0]!.GetValue<string>());
        Assert.Equal(["text/plain"], Shown(4).Select(form => form.Key));
        Assert.False(Directory.Exists(Path.Combine(folder.Out, "figures")));
        Assert.InRange(new FileInfo(Path.Combine(folder.Out, "flood.ipynb")).Length, 2_000_000, 3_000_000);
        Assert.Contains("    flood | … 299,000,000 " + Kept.TrimEnd(), result.Output, StringComparison.Ordinal);
    }

    private System.Text.Json.Nodes.JsonObject Shown(int cell) => folder.Outputs("flood", cell)[0]!["data"]!.AsObject();

    [Fact(Explicit = true)]
    public async Task Objects_without_end_are_an_exception_of_their_cell()
    {
        var result = await RunAsync(folder.Add("much.dib", "using System.Collections.Generic;\nvar all = new List<byte[]>();", "while (true)\n{\n    all.Add(new byte[10_000_000]);\n}"), "--memory", "300");
        Assert.Equal(1, result.Exit);
        Assert.Equal("error: much.dib(9): cell 2: OutOfMemoryException: Exception of type 'System.OutOfMemoryException' was thrown. Allow more with --memory.", result.Error.TrimEnd());
    }

    [Theory(Explicit = true)]
    [InlineData("unsafe\n{\n    while (true)\n    {\n        NativeMemory.Fill(NativeMemory.Alloc(4_000_000), 4_000_000, 1);\n        Thread.Sleep(5);\n    }\n}")]
    [InlineData("""
        // A child outside the notebook's group.
        Process.Start(new ProcessStartInfo("setsid", ["--wait", "awk", "BEGIN { s = \"0123456789\"; while (1) { s = s s; if (length(s) > 400000000) { while (1) { } } } }"])).WaitForExit();
        """)]
    public async Task Memory_of_other_kinds_ends_the_notebook(string cell)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere only the notebook's own process is watched.");
        var result = await RunAsync(folder.Add("much.dib", "using System.Diagnostics;\nusing System.Runtime.InteropServices;\nusing System.Threading;", cell), "--memory", "300");
        Assert.Equal(1, result.Exit);
        Assert.Equal("error: much.dib(8): cell 2 used more than 300 MB of memory and was stopped; allow more with --memory", result.Error.TrimEnd());
    }

    [Theory(Explicit = true)]
    [InlineData("255")]
    [InlineData("1000001")]
    [InlineData("-1")]
    public async Task A_limit_out_of_range_is_refused(string megabytes) => Assert.Equal(
        (1, $"error: --memory {megabytes}: megabytes between 256 and 1000000 are expected.\n"), await RefusedAsync("--memory", megabytes));

    private async Task<(int, string)> RefusedAsync(params string[] arguments)
    {
        var result = await RunAsync(folder.Add("good.dib", "1"), arguments);
        return (result.Exit, result.Error);
    }
}
