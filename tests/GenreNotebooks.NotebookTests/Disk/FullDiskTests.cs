using System.CommandLine;
using System.Security.Cryptography;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Data;
using GenreNotebooks.NotebookTests.Downloads;
using GenreNotebooks.Tests;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.NotebookTests.Disk;

/// <summary>A disk of 12 MB that fills up: one message, and existing files stay unchanged.</summary>
[Trait("Suite", "Failures")]
public sealed class FullDiskTests : IDisposable
{
    private static readonly string[] Training = ["train", "metadata", "--sample", "--epochs", "2", "--batch-size", "64"];

    private readonly Mount disk = Mount.Small(kilobytes: 12_288);
    private readonly TemporaryFolder elsewhere = new();

    public void Dispose()
    {
        disk.Dispose();
        elsewhere.Dispose();
    }

    [Theory(Explicit = true)]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(8192)]
    [InlineData(12288)]
    public async Task A_record_is_written_whole_or_the_old_one_stays(int left)
    {
        string[] other = [.. Training, "--seed", "1", "--json", disk.File("run.json")];
        await SucceedAsync([.. Training, "--json", disk.File("run.json")]);
        var before = Assert.Single(disk.Content());
        disk.Fill(left);
        var end = await InvokeAsync(other);
        Assert.Contains(disk.File("run.json"), AssertFull(end));
        var after = disk.Content();
        Assert.Equal(before, after[0]);
        // A checkpoint that fit is whole.
        Assert.All(after.Skip(1), file => Assert.Equal(disk.File("run.json.checkpoint"), file.File));

        File.Delete(disk.File("filler"));
        await SucceedAsync(after.Count == 1 ? other : [.. other, "--resume"]);
        Assert.Equal(1, Runs.RunRecord.Load(disk.File("run.json")).Seed);
        Assert.Single(disk.Content());
    }

    [Theory(Explicit = true)]
    [InlineData(0)]
    [InlineData(65_536)]
    public async Task A_model_is_saved_whole_or_the_old_one_stays(int left)
    {
        await SucceedAsync([.. Training, "--save", disk.File("model")]);
        await AssertNothingChangesAsync(disk.File("model"), left, [.. Training, "--seed", "1", "--save", disk.File("model"), "--overwrite"]);
        await AssertNothingChangesAsync(disk.File("other"), left, [.. Training, "--save", disk.File("other")]);
    }

    [Fact(Explicit = true)]
    public async Task A_sweep_keeps_the_runs_it_has()
    {
        string[] sweep = ["sweep", "metadata", "--epochs", "1", "--sample", "--out", disk.File("sweep")];
        await SucceedAsync(sweep);
        var (lines, others) = (disk.File("sweep/runs.jsonl"), disk.Content().Where(file => !file.File.EndsWith(".jsonl", StringComparison.Ordinal)).ToList());
        var before = File.ReadAllText(lines);
        disk.Fill();
        Assert.StartsWith($"error: {disk.File("sweep")}", AssertFull(await InvokeAsync([.. sweep, "--seeds", "12"]))); // the page's script comes first
        var after = File.ReadAllText(lines);
        Assert.StartsWith(before, after);
        Assert.EndsWith("\n", after); // runs that had room are whole
        Assert.Equal(others, disk.Content().Where(file => file.File != lines));

        File.Delete(disk.File("filler"));
        await SucceedAsync([.. sweep, "--seeds", "12"]);
        Assert.StartsWith(after, File.ReadAllText(lines));
        Assert.Equal(12, File.ReadAllLines(lines).Length);
    }

    [Fact(Explicit = true)]
    public async Task An_executed_notebook_is_written_whole_or_the_old_one_stays()
    {
        var notebook = elsewhere.File("one.dib");
        File.WriteAllText(notebook, "#!csharp\n\n1 + 1\n");
        await SucceedAsync("run", notebook, "--sample", "--out", disk.File("out"));
        File.WriteAllText(notebook, "#!csharp\n\nnew string('x', 100_000)\n");
        await AssertNothingChangesAsync(disk.File("out"), 0, "run", notebook, "--sample", "--out", disk.File("out"));
    }

    [Fact(Explicit = true)]
    public async Task Synthetic_songs_are_written_whole_or_the_old_ones_stay()
    {
        await SucceedAsync("data", "sample", "--rows", "100", "--out", disk.File("songs.csv"));
        await AssertNothingChangesAsync(disk.File("songs.csv"), 65_536, "data", "sample", "--rows", "20000", "--out", disk.File("songs.csv"), "--overwrite");
    }

    [Fact(Explicit = true)]
    public async Task Predictions_are_written_whole_or_the_old_ones_stay()
    {
        await SucceedAsync([.. Training, "--save", elsewhere.File("model")]);
        await SucceedAsync("data", "sample", "--rows", "1000", "--out", elsewhere.File("songs.csv"));
        File.WriteAllText(disk.File("predictions.csv"), "old");
        await AssertNothingChangesAsync(disk.File("predictions.csv"), 8192,
            "predict", "--model", elsewhere.File("model"), "--csv", elsewhere.File("songs.csv"), "--out", disk.File("predictions.csv"), "--overwrite");
    }

    [Fact(Explicit = true)]
    public async Task Charts_are_written_whole_or_the_old_ones_stay()
    {
        await SucceedAsync([.. Training, "--json", elsewhere.File("run.json")]);
        File.WriteAllText(disk.File("curves-accuracy.html"), "old");
        await AssertNothingChangesAsync(disk.Path, 65_536, "export", elsewhere.File("run.json"), "--format", "html", "--out", disk.Path);
    }

    [Fact(Explicit = true)]
    public async Task A_download_keeps_what_came_says_so_and_goes_on_when_there_is_room()
    {
        var content = new byte[500_000];
        new Random(1).NextBytes(content);
        var source = new DataSource("songs", new Uri("https://example.org/"), "file.bin", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), "-", "free", "nobody");
        await using var server = new LoopbackServer(request => Answer.Proper(content, request));
        string[] fetch = ["fetch", "--mirror", server.Address.ToString(), "--out", disk.Path];
        var root = new RootCommand { DataFetchCommand.Create([source]) };
        disk.Fill(left: 196_608);

        var error = AssertFull(await InvokeAsync(root, fetch));
        Assert.Contains($"error: {disk.File("file.bin")}: cannot be written (No space left on device", error);
        Assert.EndsWith($"196,608 of 500,000 bytes are kept as {disk.File("file.bin.part")}: make room and run the same command again to resume. Name another folder with --out DIR.", error);
        Assert.Equal([(disk.File("file.bin.part"), Convert.ToBase64String(content[..196_608]))], disk.Content());

        File.Delete(disk.File("filler"));
        Assert.Equal((0, ""), await InvokeAsync(root, fetch));
        Assert.Equal(196_608, server.Requests.Last().From);
        Assert.Equal([(disk.File("file.bin"), Convert.ToBase64String(content))], disk.Content());
    }

    [Fact(Explicit = true)]
    public void Tokenized_songs_that_cannot_be_kept_cost_only_time()
    {
        disk.Fill(left: 65_536);
        var cache = new SongTableCache(disk.File("cache"));
        Assert.Equal(cache.Load(DataFolder.Sample).Origin, cache.Load(DataFolder.Sample).Origin);
        Assert.Empty(disk.Content());
    }

    private async Task AssertNothingChangesAsync(string named, int left, params string[] arguments)
    {
        var before = disk.Content();
        disk.Fill(left);
        Assert.Contains(named, AssertFull(await InvokeAsync(arguments)));
        Assert.Equal(before, disk.Content());
    }

    /// <summary>Asserts that there is one line, besides that of a model of the sample, and returns it.</summary>
    private static string AssertFull((int Exit, string Error) end)
    {
        Assert.Equal(1, end.Exit);
        var line = Assert.Single(end.Error.Split('\n'), line => !line.StartsWith(DataOrigin.SampleNote, StringComparison.Ordinal));
        Assert.StartsWith("error: ", line);
        Assert.Contains("No space left on device", line);
        Assert.DoesNotContain(".tmp", line);
        return line;
    }

    private static async Task SucceedAsync(params string[] arguments) => Assert.Equal((0, ""), await InvokeAsync(arguments));

    private static Task<(int Exit, string Error)> InvokeAsync(params string[] arguments) => InvokeAsync(
        new RootCommand { RunCommand.Create(), TrainCommand.Create(), SweepCommand.Create(), PredictCommand.Create(), ExportCommand.Create(), DataCommand.Create() }, arguments);

    private static async Task<(int Exit, string Error)> InvokeAsync(RootCommand root, string[] arguments)
    {
        using StringWriter output = new(), error = new() { NewLine = "\n" };
        var exit = await CommandLine.InvokeAsync(root, arguments, output, error);
        return (exit, error.ToString().TrimEnd());
    }
}
