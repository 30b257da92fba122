using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Notebooks that put out or take more than there is room for.</summary>
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
            // Past what stands in for the console, without an end of line.
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
        Assert.Contains("    … 299,000,000 " + Kept.TrimEnd(), result.Output, StringComparison.Ordinal);
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
        // A child, and not even in the notebook's group.
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
