using System.CommandLine;
using System.Diagnostics;
using System.Text;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Estimators;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class SweepCommandTests : IDisposable
{
    private static readonly string[] SmallGrid = ["--model", "metadata", "--batch-size", "64,128", "--epochs", "1", "--sample"];

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
            ["accuracy-batch_size.html", "accuracy-batch_size.json", "runs.jsonl", "summary.csv"],
            Directory.EnumerateFileSystemEntries(folder.File("new/out")).Select(Path.GetFileName).Order());
        Assert.Equal(3, File.ReadAllLines(folder.File("new/out/summary.csv")).Length);
    }

    [Fact]
    public async Task Runs_that_diverge_are_listed_and_left_out_and_the_sweep_fails_at_its_end()
    {
        string[] grid = ["--model", "metadata", "--learning-rate", "0.001,1e30", "--epochs", "1", "--sample", "--seeds", "2", "--out", folder.Path];
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
        var (exit, _, error) = await SweepCommandLine.RunAsync(["--model", "metadata", "--learning-rate", "1e30", "--epochs", "1", "--sample", "--out", folder.Path]);
        Assert.Equal((1, "error: 1 of 1 runs diverged: they are not in the means. Try a lower learning rate."), (exit, error.Trim()));
        Assert.Equal(["runs.jsonl", "summary.csv"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
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
    [InlineData("--model lyrics,poetry: found 'poetry', expected lyrics, metadata or combined (formerly called both), or several with commas between them.", "--model", "lyrics,poetry")]
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
        using var output = new CancelAtRun(2, cancellation);
        using var error = new StringWriter { NewLine = "\n" };
        Assert.Equal(130, await SweepCommandLine.InvokeAsync(output, error, cancellation.Token, grid));
        Assert.Equal($"Cancelled. Finished runs are kept in {folder.File("runs.jsonl")}: give the same command again to go on.\n", error.ToString());
        var kept = Runs("").Count;
        Assert.InRange(kept, 2, 19);
        Assert.False(File.Exists(folder.File("summary.csv")));
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
    public async Task Runs_on_other_songs_stay_out_of_the_summary_and_those_of_another_build_are_told_of()
    {
        await SweepCommandLine.RunAsync([.. SmallGrid, "--out", folder.Path]);
        var runs = Runs("");
        File.WriteAllLines(folder.File("runs.jsonl"),
        [
            (runs[0] with { Environment = runs[0].Environment with { LibraryBuild = "other" } }).ToLine(), runs[1].ToLine(),
            (runs[0] with { Data = runs[0].Data with { Sha256 = "other" } }).ToLine(),
        ]);
        var (_, output, _) = await SweepCommandLine.RunAsync([.. SmallGrid, "--out", folder.Path]);
        Assert.Contains($"1 of the 2 runs were made by another build of the library: delete {folder.File("runs.jsonl")} to make them again.", output);
        Assert.Equal(3, File.ReadAllLines(folder.File("summary.csv")).Length);
    }

    /// <summary>Presses Ctrl+C when the line of a run is written.</summary>
    private sealed class CancelAtRun(int run, CancellationTokenSource cancellation) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith($"| run {run,3} of", StringComparison.Ordinal) == true)
            {
                cancellation.Cancel();
            }
        }
    }

    private IReadOnlyList<RunRecord> Runs(string name) => new RunLines(folder.File(name)).Read();
}

/// <summary>The points of axes and switches, and the lines that <c>--list</c> prints for them.</summary>
public sealed class SweepGridTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_listed_line_makes_its_run_of_the_grid_and_together_they_make_the_grid()
    {
        string[] grid = ["--model", "metadata,combined", "--embedding", "2,3", "--learning-rate", "0.01", "--epochs", "1", "--split", "artist", "--keep-optimizer", "--sample"];
        var (exit, list, _) = await SweepCommandLine.RunAsync([.. grid, "--out", folder.File("listed"), "--list"]);
        Assert.Equal(0, exit);
        Assert.False(Directory.Exists(folder.File("listed")));
        await SweepCommandLine.RunAsync([.. grid, "--out", folder.File("grid")]);
        var lines = list.TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        foreach (var (line, number) in lines.Reverse().Select((line, index) => (line, index + 1)))
        {
            Assert.StartsWith($"{Program} sweep --model ", line);
            Assert.Equal(0, (await SweepCommandLine.RunAsync(WordsOf(line))).Exit);
            Assert.Equal(number, File.ReadAllLines(folder.File("listed/runs.jsonl")).Length);
        }
        Assert.Equal([folder.File("listed/runs.jsonl")], Directory.EnumerateFileSystemEntries(folder.File("listed"))); // the summary is the whole command's
        Assert.Equal(0, (await SweepCommandLine.RunAsync([.. grid, "--out", folder.File("listed")])).Exit);
        Assert.Equal(Runs("grid").Select(run => run.JsonWithoutTimes()).Order(), Runs("listed").Select(run => run.JsonWithoutTimes()).Order());
        Assert.Equal(WithoutSeconds("grid/summary.csv"), WithoutSeconds("listed/summary.csv"));
    }

    [Fact]
    public async Task A_grid_over_vocabulary_genres_and_depth_resumes_and_each_listed_line_makes_its_run()
    {
        string[] grid = ["--embedding", "2,3", "--min-frequency", "1,5", "--genres", "four,all", "--depth", "1,2", "--epochs", "1", "--batch-size", "500", "--sample"];
        var (exit, output, _) = await SweepCommandLine.RunAsync([.. grid, "--out", folder.File("grid")]);
        Assert.Equal(0, exit);
        Assert.Contains("| lyrics, embedding_dim 2, min_frequency 5, depth 1, genres all, seed 0 |", output);
        Assert.Matches("model +embedding_dim +min_frequency +depth +genres +runs", output);
        Assert.Equal(16, Runs("grid").Count);
        var (_, again, _) = await SweepCommandLine.RunAsync([.. grid, "--out", folder.File("grid")]);
        Assert.Equal(16, again.Split('\n').Count(line => line.EndsWith(" | found", StringComparison.Ordinal)));
        var (_, list, _) = await SweepCommandLine.RunAsync([.. grid, "--out", folder.File("one"), "--list"]);
        var line = list.Split('\n').Single(line => line.Contains("--embedding 3 --min-frequency 5 --depth 2 --genres all", StringComparison.Ordinal));
        await SweepCommandLine.RunAsync(WordsOf(line));
        var one = Assert.Single(Runs("one"));
        Assert.Equal(one.JsonWithoutTimes(), Runs("grid").Single(run => run.Options == one.Options).JsonWithoutTimes());
    }

    [Fact]
    public async Task A_listed_line_states_what_was_given_and_where_songs_and_runs_are_and_no_more()
    {
        var data = SmallData.Write(folder.File("my data/o'clock"), rows: 30).FolderPath;
        var (_, list, _) = await SweepCommandLine.RunAsync(
            "--embedding", "8", "--dropout", "0,0.5", "--no-test-dropout", "--data", Path.GetRelativePath(".", data!), "--out", Path.GetRelativePath(".", folder.File("out")), "--first-seed", "2", "--list");
        Assert.Equal(
            ["0", "0.5"],
            list.TrimEnd().Split('\n').Select(line => line
                .Replace($"{Program} sweep --model lyrics --embedding 8 --dropout ", "")
                .Replace($" --no-test-dropout --seeds 1 --first-seed 2 --data '{folder.Path}/my data/o'\\''clock' --out {folder.File("out")} --no-summary", "")));
    }

    [Fact]
    public async Task Without_an_axis_the_post_s_lyrics_network_is_the_one_point()
    {
        var (_, list, _) = await SweepCommandLine.RunAsync("--sample", "--list");
        Assert.Equal($"{Program} sweep --model lyrics --seeds 1 --first-seed 0 --sample --out {CommandList.Quote(Path.GetFullPath(Path.Combine(RepositoryRoot.Find() ?? ".", "artifacts", "sweep")))} --no-summary\n", list);
    }

    [Fact]
    public async Task A_shell_reads_a_listed_line_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        var (_, list, _) = await SweepCommandLine.RunAsync("--sample", "--out", folder.File("my runs/o'clock $HOME"), "--list");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf '%s\\n' {list[list.IndexOf("--out", StringComparison.Ordinal)..]}"]) { RedirectStandardOutput = true })!;
        Assert.Equal($"--out\n{folder.File("my runs/o'clock $HOME")}\n--no-summary\n", await shell.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task A_listed_run_that_diverges_has_ended_and_is_not_tried_again()
    {
        string[] run = ["--model", "metadata", "--learning-rate", "1e30", "--epochs", "1", "--sample", "--out", folder.Path, "--no-summary"];
        var (exit, output, error) = await SweepCommandLine.RunAsync(run);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("| diverged in epoch 1, step 2 | ", output);
        Assert.Contains("| diverged in epoch 1, step 2 | found", (await SweepCommandLine.RunAsync(run)).Output);
        Assert.Single(File.ReadAllLines(folder.File("runs.jsonl")));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_named_before_anything_is_listed()
    {
        File.WriteAllText(folder.File("out"), "");
        Assert.Equal((1, "", $"error: --out {folder.File("out")}: found a file, expected a folder or nothing there.\n"), await SweepCommandLine.RunAsync("--sample", "--out", folder.File("out"), "--list"));
    }

    [Fact]
    public void A_recipe_names_the_settings_that_other_options_change()
    {
        var grid = ReadGrid("--recipe network --model lyrics,metadata --depth auto,1 --hidden 16".Split(' '));
        Assert.Equal(
            [
                Recipe.Network(ModelKind.Lyrics) with { Depth = null, HiddenDim = 16 }, Recipe.Network(ModelKind.Lyrics) with { Depth = 1, HiddenDim = 16 },
                Recipe.Network(ModelKind.Metadata) with { Depth = null, HiddenDim = 16 }, Recipe.Network(ModelKind.Metadata) with { Depth = 1, HiddenDim = 16 },
            ],
            grid.Select(point => point.Point.Options));
        Assert.Equal("--model lyrics --recipe network --depth auto --hidden 16 --seeds 1 --first-seed 0", string.Join(' ', grid[0].Words));
    }

    [Fact]
    public void Every_option_of_a_run_is_an_axis_or_a_switch()
    {
        var grid = ReadGrid(["--model", "combined", "--first-seed", "4", .. EveryOption.Words]);
        var expected = EveryOption.Options with { Seed = 4 };
        Assert.Equal(new SweepPoint(ModelKind.Combined, expected), Assert.Single(grid).Point);
        // A run has one network.
        Assert.All(typeof(TrainingOptions).GetProperties().Where(option => option.Name != nameof(TrainingOptions.Members)), option => Assert.NotEqual(option.GetValue(new TrainingOptions()), option.GetValue(expected)));
    }

    private static string Program => $"dotnet {CommandList.Quote(typeof(SweepCommand).Assembly.Location)}";

    private static string[] WordsOf(string line) => line[(line.IndexOf(" sweep ", StringComparison.Ordinal) + 7)..].Split(' ');

    private static IReadOnlyList<(SweepPoint Point, string[] Words)> ReadGrid(string[] arguments)
    {
        var root = new Command("sweep");
        SweepGrid.Options.ToList().ForEach(root.Add);
        return SweepGrid.Read(root.Parse(arguments));
    }

    private IReadOnlyList<RunRecord> Runs(string name) => new RunLines(folder.File(name)).Read();

    private string WithoutSeconds(string file) =>
        string.Join('\n', File.ReadAllLines(folder.File(file)).Select(line => line[..line.LastIndexOf(',')]));
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
