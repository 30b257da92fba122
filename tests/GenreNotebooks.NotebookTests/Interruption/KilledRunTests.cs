using System.Text.Json;
using GenreNotebooks.NotebookTests.Notebooks;
using GenreNotebooks.NotebookTests.Processes;
using GenreNotebooks.Plots;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Interruption;

/// <summary>A <c>run</c> that is killed repeatedly loses nothing.</summary>
[Trait("Suite", "Failures")]
public sealed class KilledRunTests : IDisposable
{
    private const int Seed = 20250512;

    private readonly NotebookFolder folder = new();
    private readonly Random random = new(Seed);

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public async Task Whenever_it_is_killed_every_file_is_whole_and_in_the_end_all_is_as_if_it_never_was()
    {
        string[] run = ["run", .. Enumerable.Range(1, 4).Select(AddNotebook), "--sample", "--out"];
        var whole = Path.Combine(folder.Path, "whole");
        await new KilledProcess(folder.Path, [.. run, whole]).RunAsync();
        Directory.CreateDirectory(folder.Out);
        var process = new KilledProcess(folder.Out, [.. run, folder.Out, "--resume"]);
        while (process.Kills.All < Repeats.Of(4) || process.Kills.InWrite < Repeats.Of(2))
        {
            await (random.Next(2) == 0 ? process.KillAfterAsync(TimeSpan.FromMilliseconds(random.Next(300, 1_500))) : process.KillInWriteAsync(random.Next(10)));
            AssertWhole();
        }
        await process.RunAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"run: {process.Kills.All} kills, {process.Kills.InWrite} in a write (seed {Seed})");
        Assert.Equal(4 + 4 + (2 * 2) + 1, Results(whole).Count);
        Assert.Equal(Results(whole), Results(folder.Out));
    }

    [Fact(Explicit = true)]
    public async Task Killed_before_its_end_it_leaves_the_results_of_a_good_run()
    {
        string[] run = ["run", folder.Add("first.dib", "1"), folder.Add("second.dib", "2"), "--sample", "--out", folder.Out];
        await new KilledProcess(folder.Out, run).RunAsync();
        var good = Files(folder.Out).ToDictionary(file => file, File.ReadAllText);
        folder.Add("first.dib", "\"changed\"");
        folder.Add("second.dib", "while (!System.IO.File.Exists(\"go\")) { System.Threading.Thread.Sleep(20); }");
        using (var process = new CliProcess(run))
        {
            var unfinished = Path.Combine(folder.Out, "unfinished", "index.html");
            await NotebookFolder.UntilAsync(process.EndAsync(), () => File.Exists(unfinished));
            process.Kill();
        }
        Assert.Contains("changed", folder.Page("first"), StringComparison.Ordinal); // of the killed run, kept apart
        Assert.Equal(good, good.Keys.ToDictionary(file => file, File.ReadAllText));

        folder.AddText("go", "");
        await new KilledProcess(folder.Out, [.. run, "--resume"]).RunAsync();
        Assert.False(Directory.Exists(Path.Combine(folder.Out, "unfinished")));
        Assert.Contains("changed", folder.Page("first"), StringComparison.Ordinal);
    }

    private string AddNotebook(int number) => number % 2 == 0
        ? folder.Add($"{number:00}.dib", "#r \"nuget: GenreNotebooks, 2.0.0\"", "using GenreNotebooks.Plots;", "Plot.Script", "Plot.Comparison(\"Models\", [\"lyrics\"], [0.5])")
        : folder.Add($"{number:00}.dib", $"System.Console.WriteLine(\"ü {number}\");", "new[] { 1, 2 }", "new string('x', 3_000_000)");

    private void AssertWhole()
    {
        foreach (var file in Files(folder.Out))
        {
            if (file.EndsWith(".html", StringComparison.Ordinal))
            {
                Assert.EndsWith("</html>\n", File.ReadAllText(file), StringComparison.Ordinal);
            }
            else if (Path.GetExtension(file) is ".ipynb" or ".json")
            {
                JsonDocument.Parse(File.ReadAllBytes(file)).Dispose();
            }
            else if (Path.GetExtension(file) == ".js")
            {
                Assert.Equal(Plot.Script.DrawingSource, File.ReadAllText(file));
            }
            else
            {
                Assert.True(file.EndsWith(".tmp", StringComparison.Ordinal) || Path.GetFileName(file) == "run.lock", file);
            }
        }
    }

    /// <summary>All whole files but the two that say how long it took. Parts left by killed processes are deleted only after a minute.</summary>
    private static SortedDictionary<string, string> Results(string results) => new(
        Files(results).Where(file => !file.EndsWith(".tmp", StringComparison.Ordinal) && Path.GetFileName(file) is not ("index.html" or "about.json")).ToDictionary(file => Path.GetRelativePath(results, file), File.ReadAllText),
        StringComparer.Ordinal);

    private static string[] Files(string results) => Directory.GetFiles(results, "*", SearchOption.AllDirectories);
}
