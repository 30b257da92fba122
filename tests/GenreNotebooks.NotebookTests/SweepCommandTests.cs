using System.CommandLine;
using System.Text;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class SweepCommandTests : IDisposable
{
    private static readonly string[] SmallGrid = ["metadata", "--batch-size", "64,128", "--epochs", "1", "--sample"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_grid_leaves_a_line_a_run_a_summary_and_a_chart()
    {
        var (exit, output, error) = await SweepCommandLine.RunAsync([.. SmallGrid, "--seeds", "2", "--first-seed", "3", "--out", folder.File("new/out")]);
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(
            [(64, 3), (64, 4), (128, 3), (128, 4)],
            Runs("new/out").Select(run => (run.Options.BatchSize, run.Seed)).Order());
        var lines = output.Split('\n');
        Assert.StartsWith("SAMPLE DATA", lines[0]);
        Assert.Equal(4, lines.Count(line => line.StartsWith("| run ", StringComparison.Ordinal)));
        Assert.Contains("| run   4 of 4 | metadata, batch_size ", output);
        Assert.Matches(@"metadata +128 +2  0\.\d{4} ± 0\.\d{4}  0\.\d{4} ± 0\.\d{4}", output);
        Assert.Equal(
            ["accuracy-batch_size.html", "accuracy-batch_size.json", "index.html", "plotly.js", "runs.jsonl", "summary.csv"],
            Directory.EnumerateFileSystemEntries(folder.File("new/out")).Select(Path.GetFileName).Order());
        Assert.Equal(3, File.ReadAllLines(folder.File("new/out/summary.csv")).Length);
    }

    [Fact]
    public async Task Runs_that_diverge_are_listed_and_left_out_and_the_sweep_fails_at_its_end()
    {
        string[] grid = ["metadata", "--learning-rate", "0.001,1e30", "--epochs", "1", "--sample", "--seeds", "2", "--out", folder.Path];
        foreach (var _ in new[] { "trained", "found" })
        {
            var (exit, output, error) = await SweepCommandLine.RunAsync(grid);
            Assert.Equal((1, "error: 2 of 4 runs diverged: they are not in the means. Try a lower learning rate."), (exit, error.Trim()));
            Assert.Equal(2, output.Split('\n').Count(line => line.Contains(" | diverged in epoch 1, step 2 | ", StringComparison.Ordinal)));
            Assert.Matches(@"metadata +1E\+30 +0 +2 +– +– +–", output);
            Assert.Matches(@"metadata +0\.001 +2 +0 +0\.\d{4} ± 0\.\d{4}", output);
            Assert.Matches(@"metadata,.*,0,2,,,,,\n", File.ReadAllText(folder.File("summary.csv")));
        }
    }

    [Fact]
    public async Task A_sweep_in_which_every_run_diverges_says_so_and_has_no_chart()
    {
        var (exit, _, error) = await SweepCommandLine.RunAsync(["metadata", "--learning-rate", "1e30", "--epochs", "1", "--sample", "--out", folder.Path]);
        Assert.Equal((1, "error: 1 of 1 runs diverged: they are not in the means. Try a lower learning rate."), (exit, error.Trim()));
        Assert.Equal(["index.html", "plotly.js", "runs.jsonl", "summary.csv"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task The_same_command_again_makes_no_run_again()
    {
        await SweepCommandLine.RunAsync([.. SmallGrid, "--out", folder.Path]);
        var (file, summary) = (File.ReadAllText(folder.File("runs.jsonl")), File.ReadAllText(folder.File("summary.csv")));
        var (exit, output, _) = await SweepCommandLine.RunAsync([.. SmallGrid, "--out", folder.Path]);
        Assert.Equal((0, 2), (exit, output.Split('\n').Count(line => line.EndsWith(" | found", StringComparison.Ordinal))));
        Assert.Equal((file, summary), (File.ReadAllText(folder.File("runs.jsonl")), File.ReadAllText(folder.File("summary.csv"))));
    }

    [Theory]
    [InlineData("--embedding 8,,x: found '', expected a whole number, or several with commas between them.", "--embedding", "8,,x")]
    [InlineData("--embedding 8,x: found 'x', expected a whole number, or several with commas between them.", "--embedding", "8,x")]
    [InlineData("--embedding 8,: found '', expected a whole number, or several with commas between them.", "--embedding", "8,")]
    [InlineData("--embedding 5000: expected 1 to 4096.", "--embedding", "8,5000")]
    [InlineData("--dropout 1: expected at least 0 and below 1.", "--dropout", "0.5,1")]
    [InlineData("--learning-rate 0.1,fast: found 'fast', expected a number such as 0.25, or several with commas between them.", "--learning-rate", "0.1,fast")]
    [InlineData("model poetry: expected lyrics, metadata or combined (formerly called both), or several with spaces between them.", "lyrics", "poetry")]
    [InlineData("--model is no longer an option: name the networks first, as in sweep lyrics combined --embedding 8,16.", "--model", "lyrics,combined")]
    [InlineData("--split 1: found '1', expected random, stratified or artist, or several with commas between them.", "--split", "1")]
    [InlineData("--max-length 9999999999: found '9999999999', expected a whole number, or several with commas between them.", "--max-length", "9999999999")]
    [InlineData("--depth 1,deep: found 'deep', expected a whole number or auto, or several with commas between them.", "--depth", "1,deep")]
    [InlineData("--depth 9: expected 0 to 8.", "--depth", "auto,9")]
    [InlineData("--genres four,five: found 'five', expected four or all, or several with commas between them.", "--genres", "four,five")]
    [InlineData("--recipe best: expected blog or network.", "--recipe", "best")]
    [InlineData("--seeds 0: expected 1 to 10000.", "--seeds", "0")]
    [InlineData("--seeds x: expected a whole number.", "--seeds", "x")]
    [InlineData("--first-seed 2147483646: with --seeds 2 expected 0 to 2147483645.", "--seeds", "2", "--first-seed", "2147483646")]
    [InlineData("--first-seed -1: with --seeds 3 expected 0 to 2147483644.", "--seeds", "3", "--first-seed", "-1")]
    [InlineData("--jobs 0: expected 1 to 1024.", "--jobs", "0")]
    [InlineData("--data and --sample exclude each other: give one of them.", "--data", "somewhere")]
    public async Task What_does_not_fit_is_one_clear_message_and_nothing_is_written(string message, params string[] arguments)
    {
        Assert.Equal((1, "", $"error: {message}\n"), await SweepCommandLine.RunAsync([.. arguments, "--sample", "--out", folder.File("out")]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Cancelled_it_ends_with_130_and_the_same_command_goes_on()
    {
        string[] grid = [.. SmallGrid, "--seeds", "10", "--jobs", "1", "--out", folder.Path];
        using var cancellation = new CancellationTokenSource();
        using var output = new AtLine("| run   2 of", cancellation.Cancel);
        using var error = new StringWriter { NewLine = "\n" };
        Assert.Equal(130, await SweepCommandLine.InvokeAsync(output, error, cancellation.Token, grid));
        Assert.Equal($"Cancelled. Finished runs are kept in {folder.File("runs.jsonl")}: give the same command again to go on.\n", error.ToString());
        var kept = Runs("").Count;
        Assert.InRange(kept, 2, 19);
        Assert.False(File.Exists(folder.File("summary.csv")));
        Assert.Contains($"after {kept} of 20 runs: the same command makes the others, on a page of its own.", File.ReadAllText(folder.File("index.html")));
        var (exit, again, _) = await SweepCommandLine.RunAsync(grid);
        Assert.Equal((0, kept), (exit, again.Split('\n').Count(line => line.EndsWith(" | found", StringComparison.Ordinal))));
        Assert.Equal(20, Runs("").Count);
    }

    [Fact]
    public async Task Two_sweeps_at_once_in_one_folder_share_the_file()
    {
        var sweeps = Enumerable.Range(0, 2).Select(first => Task.Run(() => SweepCommandLine.RunAsync(
            [.. SmallGrid, "--seeds", "4", "--first-seed", $"{2 * first}", "--out", folder.Path])));
        Assert.All(await Task.WhenAll(sweeps), sweep => Assert.Equal(0, sweep.Exit));
        Assert.Equal(12, Runs("").Count); // seeds 0 to 5, twice at most in the file
        Assert.All(File.ReadAllLines(folder.File("runs.jsonl")), line => RunRecord.Parse(Encoding.UTF8.GetBytes(line), "line"));
    }

    [Fact]
    public async Task Of_sweeps_that_end_at_once_the_last_to_write_the_summary_has_read_all_runs()
    {
        await SweepCommandLine.RunAsync("metadata", "--epochs", "2", "--sample", "--out", folder.File("other"));
        using var error = new StringWriter();
        using var other = FileLock.Take(folder.File("summary.csv")); // of a sweep that writes its summary now
        using var output = new AtLine("waiting until it finishes.", () =>
        {
            new RunLines(folder.Path).Append(Runs("other")[0]);
            other.Dispose();
        });
        Assert.Equal(0, await SweepCommandLine.InvokeAsync(output, error, TestContext.Current.CancellationToken, [.. SmallGrid, "--out", folder.Path]));
        Assert.Equal(4, File.ReadAllLines(folder.File("summary.csv")).Length);
    }

    [Fact]
    public async Task Runs_of_another_build_are_told_of()
    {
        await SweepCommandLine.RunAsync([.. SmallGrid, "--out", folder.Path]);
        var runs = Runs("");
        File.WriteAllLines(folder.File("runs.jsonl"), [(runs[0] with { Environment = runs[0].Environment with { LibraryBuild = "other" } }).ToLine(), runs[1].ToLine()]);
        var (_, output, _) = await SweepCommandLine.RunAsync([.. SmallGrid, "--out", folder.Path]);
        Assert.Contains($"1 of the 2 runs were made by another build of the library: delete {folder.File("runs.jsonl")} to make them again.", output);
    }

    [Fact]
    public async Task A_folder_of_runs_on_other_songs_is_refused_and_left_as_it_is()
    {
        await SweepCommandLine.RunAsync([.. SmallGrid, "--out", folder.Path]);
        var before = Directory.EnumerateFiles(folder.Path).ToDictionary(file => file, File.ReadAllText);
        var data = SmallData.Write(folder.File("data"), rows: 40).FolderPath!;
        string[] other = ["metadata", "--batch-size", "64,128", "--epochs", "1", "--data", data, "--out", folder.Path];
        Assert.Equal(
            (1, "", $"error: --out {folder.Path}: found runs on other songs (sample, 2,300 rows), expected none. They are left as they are: give another folder.\n"), await SweepCommandLine.RunAsync(other));
        Assert.Equal(before, Directory.EnumerateFiles(folder.Path).ToDictionary(file => file, File.ReadAllText));
    }

    [Fact]
    public async Task A_smaller_sweep_into_a_folder_leaves_the_summary_of_the_larger_one()
    {
        await SweepCommandLine.RunAsync([.. SmallGrid, "--seeds", "2", "--out", folder.Path]);
        var larger = File.ReadAllText(folder.File("summary.csv"));
        var (exit, output, _) = await SweepCommandLine.RunAsync("metadata", "--batch-size", "64", "--epochs", "1", "--sample", "--out", folder.Path);
        Assert.Equal((0, larger), (exit, File.ReadAllText(folder.File("summary.csv"))));
        Assert.Matches("metadata +128 +2", output);
        Assert.Contains(">128</td>", File.ReadAllText(folder.File("index.html")));
    }

    /// <summary>Acts when a line with a text is written.</summary>
    private sealed class AtLine(string text, Action action) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
            {
                action();
            }
        }
    }

    private IReadOnlyList<RunRecord> Runs(string name) => new RunLines(folder.File(name)).Read();
}

/// <summary>The command line with <c>sweep</c> alone.</summary>
internal static class SweepCommandLine
{
    public static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var exit = await InvokeAsync(output, error, TestContext.Current.CancellationToken, arguments);
        return (exit, output.ToString(), error.ToString());
    }

    public static Task<int> InvokeAsync(TextWriter output, TextWriter error, CancellationToken cancellation, params string[] arguments) =>
        CommandLine.InvokeAsync(new RootCommand { SweepCommand.Create() }, ["sweep", .. arguments], output, error, cancellation);
}
