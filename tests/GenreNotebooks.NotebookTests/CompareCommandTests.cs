using System.CommandLine;
using System.Text.Json;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.NotebookTests.Processes;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>The verbs <c>runs</c> and <c>compare</c> on records made by hand.</summary>
public sealed class CompareCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Runs_lists_a_folder_for_people_and_for_programs()
    {
        var run = Run(8, 0);
        run.Save(folder.File("one.json"));
        File.WriteAllText(folder.File("bad.json"), run.ToJson().Replace("\"epochs\": 2", "\"epochs\": 0", StringComparison.Ordinal));
        var (exit, output, error) = await RunAsync("runs", folder.Path);
        Assert.Equal(0, exit);
        Assert.Matches($@"(?m)^ *{run.Id}  \d{{4}}-\d\d-\d\d \d\d:\d\d  lyrics +embedding_dim 8, epochs 2 +0  SAMPLE, 2,300 +0\.6875 +2$", output);
        Assert.StartsWith($"Left out: {folder.File("bad.json")}: ", error);
        using var json = JsonDocument.Parse((await RunAsync("runs", "--json", folder.File("one.json"))).Output);
        Assert.Equal((run.Id, folder.File("one.json"), 0), (json.RootElement.GetProperty("id").GetString(), json.RootElement.GetProperty("file").GetString(), json.RootElement.GetProperty("run").GetProperty("seed").GetInt32()));
        Assert.Contains("no runs yet", (await RunAsync("runs", Directory.CreateDirectory(folder.File("empty")).FullName)).Output);
    }

    [Fact]
    public async Task Compare_prints_tables_and_writes_a_page_with_charts()
    {
        foreach (var dim in (int[])[8, 16])
        {
            Array.ForEach([Run(dim, 0), Run(dim, 1)], new RunLines(folder.File($"dim{dim}")).Append);
        }
        var (exit, output, error) = await RunAsync("compare", folder.File("dim16"), folder.File("dim8/runs.jsonl"), "--out", folder.File("out"));
        Assert.Equal((0, ""), (exit, error));
        Assert.StartsWith("SAMPLE DATA", output);
        Assert.Matches(@"lyrics +16  0, 1  0\.6875 ± 0\.0000", output);
        Assert.Matches(@"lyrics, embedding_dim 8 +0\.0000 +– .* 2 seeds, paired", output);
        Assert.EndsWith($"{folder.File("out/index.html")}\n", output);
        Assert.Equal(
            ["accuracy.html", "accuracy.json", "genres.html", "genres.json", "index.html", "plotly.js"],
            Directory.EnumerateFileSystemEntries(folder.File("out")).Select(Path.GetFileName).Order());
        var page = File.ReadAllText(folder.File("out/index.html"));
        Assert.Contains("SAMPLE DATA", page);
        Assert.Contains("src=\"plotly.js\"", page);
        Assert.InRange(page.Length, 1, 200_000); // plotly.js is not in it
    }

    [Fact]
    public async Task Compare_finds_the_runs_that_train_has_kept_by_their_ids()
    {
        var ids = new List<string>();
        foreach (var size in (int[])[64, 128])
        {
            Assert.Equal(0, (await InProcessAsync("train", "metadata", "--sample", "--epochs", "1", "--seed", "77", $"--batch-size={size}", "--json", folder.File("run.json"))).Exit);
            ids.Add(RunRecord.Load(folder.File("run.json")).Id);
        }
        var options = new TrainingOptions { Seed = 77, Epochs = 1, BatchSize = 64 };
        Assert.Equal(ids[0], new RunStore(folder.File("runs")).Find(ModelKind.Metadata, PreparedData.Load(DataFolder.Sample, options), options)?.Id); // as notebook 6 would
        var (exit, output, _) = await InProcessAsync("compare", ids[0], ids[1][..7], "--out", folder.File("out"));
        Assert.Equal(0, exit);
        Assert.Matches("metadata +64 +77 ", output);
        Assert.Contains("minus metadata, batch_size 64", output);
        Assert.Contains("seed 77 alone", output);
    }

    [Fact]
    public async Task What_is_no_run_is_named_and_nothing_is_written()
    {
        Directory.CreateDirectory(folder.File("empty"));
        Assert.Equal((1, $"error: {folder.File("empty")}: found no run, expected a record or a folder of runs.\n"), await FailAsync(folder.File("empty")));
        Assert.StartsWith("error: zzz: found no such run, file or folder, ", (await FailAsync("zzz")).Error);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public async Task A_place_where_runs_cannot_be_kept_fails_no_training()
    {
        File.WriteAllText(folder.File("runs"), "a file");
        var (exit, output, error) = await InProcessAsync("train", "metadata", "--sample", "--epochs", "1");
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("metadata: not kept for later. ", output);
    }

    /// <summary>Runs the command line in a process with its own folder of runs.</summary>
    private async Task<(int Exit, string Output, string Error)> InProcessAsync(params string[] arguments)
    {
        using var process = new CliProcess(arguments, folder.Path, (RunStore.EnvironmentVariable, folder.File("runs")));
        return await process.EndAsync();
    }

    private async Task<(int Exit, string Error)> FailAsync(string source)
    {
        var (exit, _, error) = await RunAsync("compare", source, "--out", folder.File("out"));
        return (exit, error);
    }

    private static RunRecord Run(int embeddingDim, int seed) => SomeRun.Create() with
    {
        Seed = seed,
        Split = SplitKind.Random,
        Options = new() { Seed = seed, Epochs = 2, EmbeddingDim = embeddingDim },
    };

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var root = new RootCommand { RunsCommand.Create(), CompareCommand.Create() };
        var exit = await CommandLine.InvokeAsync(root, arguments, output, error, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
