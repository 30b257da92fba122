using System.Diagnostics;
using System.Text.Json;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>A run that is killed again and again loses nothing: the real process, SIGKILL, at random moments.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledRunTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 12, Seed = 20250512;

    private const string Chart = "Chart.Comparison(\"Models\", [\"lyrics\"], [0.5])";

    private readonly NotebookFolder folder = new();
    private readonly Random random = new(Seed);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whenever_it_is_killed_every_file_is_whole_and_in_the_end_all_is_as_if_it_never_was()
    {
        string[] notebooks = [.. Enumerable.Range(1, 4).Select(AddNotebook)];
        Directory.CreateDirectory(folder.Out);
        var (kills, withinWrite, resume) = (0, 0, false);
        while (kills < Kills)
        {
            using var run = Start(notebooks, folder.Out, resume);
            await (kills % 2 == 0 ? AtSomeTimeAsync(run) : WithinSomeWriteAsync(run));
            run.Kill();
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            // One that had come to its end is no kill, and the next begins anew.
            resume = run.ExitCode != 0;
            kills += resume ? 1 : 0;
            AssertWhole();
            withinWrite += resume && RemoveUnfinished() > 0 ? 1 : 0;
        }
        output.WriteLine($"{kills} kills, {withinWrite} of them within a write; seed {Seed}");
        Assert.InRange(withinWrite, 1, kills);
        var whole = Path.Combine(folder.Path, "whole");
        await EndAsync(Start(notebooks, folder.Out, resume: true));
        await EndAsync(Start(notebooks, whole, resume: false));
        Assert.Equal(4 + 4 + (2 * 2), Results(whole).Count);
        Assert.Equal(Results(whole), Results(folder.Out));
    }

    private string AddNotebook(int number) => number % 2 == 0
        ? folder.Add($"{number:00}.dib", "#r \"nuget: GenreNotebooks, 1.0.0\"", "using GenreNotebooks.Charts;", "Chart.Plotly", Chart)
        : folder.Add($"{number:00}.dib", $"System.Console.WriteLine(\"ü {number}\");", "new[] { 1, 2 }", "new string('x', 3_000_000)");

    private static Process Start(string[] notebooks, string results, bool resume)
    {
        var run = Process.Start(HostCommand.Create(["run", .. notebooks, "--sample", "--out", results, .. resume ? ["--resume"] : Array.Empty<string>()]))!;
        run.OutputDataReceived += (_, _) => { };
        run.ErrorDataReceived += (_, _) => { };
        run.BeginOutputReadLine();
        run.BeginErrorReadLine();
        return run;
    }

    private async Task AtSomeTimeAsync(Process run) =>
        await Task.WhenAny(run.WaitForExitAsync(TestContext.Current.CancellationToken), Task.Delay(random.Next(300, 1_500), TestContext.Current.CancellationToken));

    /// <summary>Waits until one of the next files begins to be written.</summary>
    private async Task WithinSomeWriteAsync(Process run)
    {
        var begun = new TaskCompletionSource();
        int left = random.Next(1, 10);
        using var watcher = new FileSystemWatcher(folder.Out, "*.tmp") { IncludeSubdirectories = true };
        watcher.Created += (_, _) =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                run.Kill();
                begun.TrySetResult();
            }
        };
        watcher.EnableRaisingEvents = true;
        await Task.WhenAny(begun.Task, run.WaitForExitAsync(TestContext.Current.CancellationToken));
    }

    private static async Task EndAsync(Process run)
    {
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, run.ExitCode);
        run.Dispose();
    }

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
            else
            {
                Assert.True(file.EndsWith(".tmp", StringComparison.Ordinal) || Path.GetFileName(file) == "run.lock", file);
            }
        }
    }

    private string[] Unfinished() => [.. Files(folder.Out).Where(file => file.EndsWith(".tmp", StringComparison.Ordinal))];

    private int RemoveUnfinished()
    {
        var files = Unfinished();
        Array.ForEach(files, File.Delete);
        return files.Length;
    }

    private static SortedDictionary<string, string> Results(string results) =>
        new(Files(results).ToDictionary(file => Path.GetRelativePath(results, file), File.ReadAllText), StringComparer.Ordinal);

    private static string[] Files(string results)
    {
        try
        {
            return Directory.Exists(results) ? Directory.GetFiles(results, "*", SearchOption.AllDirectories) : [];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // gone while it was looked into
        }
    }
}
