using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.NotebookTests.Processes;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>The page that a sweep keeps without <c>--out</c>.</summary>
public sealed class SweepPageTests : IDisposable
{
    private static readonly SweepPoint[] Points = [new(ModelKind.Lyrics, new() { Epochs = 2, EmbeddingDim = 8 }), new(ModelKind.Lyrics, new() { Epochs = 2, EmbeddingDim = 16 })];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_sweep_has_a_folder_of_its_own_and_all_share_their_runs()
    {
        string[] first = ["sweep", "metadata", "--batch-size", "64,128", "--epochs", "1", "--sample"], second = ["sweep", "metadata", "--batch-size", "64", "--epochs", "1", "--sample", "--seeds", "2"];
        Assert.Equal((0, ""), await RunAsync(first));
        var sweep = Assert.Single(Directory.EnumerateDirectories(folder.File("artifacts/sweep")), path => Path.GetFileName(path) != "latest");
        Assert.Matches(@"^\d{4}-\d\d-\d\d-\d{6}-metadata-batch-size=64,128-epochs=1$", Path.GetFileName(sweep));
        Assert.Equal(
            ["accuracy-batch_size.html", "accuracy-batch_size.json", "index.html", "plotly.js", "runs.jsonl", "summary.csv"],
            Directory.EnumerateFiles(sweep).Select(Path.GetFileName).Order());
        Assert.Equal((0, ""), await RunAsync(second));
        Assert.Equal(3, new RunLines(folder.File("artifacts/sweep")).Read().Count); // one was found
        Assert.Equal(3, File.ReadAllLines(Path.Combine(sweep, "summary.csv")).Length);
        var page = File.ReadAllText(folder.File("artifacts/sweep/latest/index.html"));
        Assert.Contains("2 runs of this command, 1 of them found", page);
        Assert.Contains("sweep metadata --batch-size 64 --epochs 1 --sample --seeds 2</code>", page);
        Assert.DoesNotContain("location.reload", page);
    }

    [Fact]
    public void While_it_runs_the_page_says_how_far_it_is_and_loads_itself_again()
    {
        var clock = new FakeTimeProvider();
        var progress = new SweepProgress(TextWriter.Null, Points, clock);
        var begin = SweepPage.Write(SweepState.Running, progress, progress.Runs, DataFolder.Sample, "sweep");
        Assert.Contains("Running: 0 of 2 runs.", begin);
        Assert.Contains("No run has finished yet.", begin);
        progress.Show(null, (onRun, onEpoch) =>
        {
            clock.Advance(TimeSpan.FromMinutes(4));
            onEpoch(Points[0], new(1, 1.4, 0.4, 1.3, 0.5, 1));
            onEpoch(Points[0], new(2, 1.4, 0.4, 1.3, 0.5, 1));
            onRun(new(1, 2, "lyrics", SomeRun.Create() with { Options = Points[0].Options }, Found: false));
            return [];
        });
        var page = SweepPage.Write(SweepState.Running, progress, progress.Runs, DataFolder.Sample, "sweep");
        Assert.Contains("<h1>Sweep: lyrics over embedding_dim</h1>", page);
        Assert.Contains("Running: 1 of 2 runs, about 4 min left.", page);
        Assert.Contains("SAMPLE DATA", page);
        Assert.Contains("class=\"genre-chart\"", page);
        Assert.Contains("location.reload", page);
        Assert.DoesNotContain("location.reload", SweepPage.Write(SweepState.Finished, progress, progress.Runs, DataFolder.Sample, "sweep"));
        Assert.DoesNotContain("location.reload", SweepPage.Write(SweepState.Interrupted, progress, progress.Runs, DataFolder.Sample, "sweep"));
    }

    [Fact]
    public async Task Sweeps_on_other_songs_share_the_file_and_each_listed_line_makes_its_run_there()
    {
        var data = SmallData.Write(folder.File("data"), rows: 40).FolderPath!;
        Assert.Equal((0, ""), await RunAsync(["sweep", "metadata", "--epochs", "1", "--sample"]));
        string[] other = ["sweep", "metadata", "--epochs", "1", "--data", data];
        Assert.Equal((0, ""), await RunAsync([.. other, "--out", folder.File("artifacts/sweep"), "--no-summary"])); // as --list prints it
        Assert.Equal((0, ""), await RunAsync(other));
        Assert.Equal([40, 2300], new RunLines(folder.File("artifacts/sweep")).Read().Select(run => run.Data.Rows).Order());
        Assert.Equal([40], new RunLines(folder.File("artifacts/sweep/latest")).Read().Select(run => run.Data.Rows));
        Assert.False(File.Exists(folder.File("artifacts/sweep/summary.csv")));
    }

    private async Task<(int Exit, string Error)> RunAsync(string[] arguments)
    {
        using var process = new CliProcess(arguments, folder.Path);
        var (exit, _, error) = await process.EndAsync();
        return (exit, error);
    }
}
