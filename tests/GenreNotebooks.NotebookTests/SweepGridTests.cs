using System.CommandLine;
using System.Diagnostics;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Estimators;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.NotebookTests.Notebooks;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>The points of axes and switches, and the lines that <c>--list</c> prints for them.</summary>
public sealed class SweepGridTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_listed_line_makes_its_run_of_the_grid_and_together_they_make_the_grid()
    {
        string[] grid = ["metadata", "combined", "--embedding", "2,3", "--learning-rate", "0.01", "--epochs", "1", "--split", "artist", "--keep-optimizer", "--sample"];
        var (exit, list, _) = await SweepCommandLine.RunAsync([.. grid, "--out", folder.File("listed"), "--list"]);
        Assert.Equal(0, exit);
        Assert.False(Directory.Exists(folder.File("listed")));
        await SweepCommandLine.RunAsync([.. grid, "--out", folder.File("grid")]);
        var lines = list.TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        foreach (var (line, number) in lines.Reverse().Select((line, index) => (line, index + 1)))
        {
            Assert.StartsWith($"{Program} sweep ", line);
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
                .Replace($"{Program} sweep lyrics --embedding 8 --dropout ", "")
                .Replace($" --no-test-dropout --seeds 1 --first-seed 2 --data '{folder.Path}/my data/o'\\''clock' --out {folder.File("out")} --no-summary", "")));
    }

    [Fact]
    public async Task Without_an_axis_the_post_s_lyrics_network_is_the_one_point()
    {
        var (_, list, _) = await SweepCommandLine.RunAsync("--sample", "--list");
        Assert.Equal($"{Program} sweep lyrics --seeds 1 --first-seed 0 --sample --out {CommandList.Quote(Path.GetFullPath(Path.Combine(RepositoryRoot.Find() ?? ".", "artifacts", "sweep")))} --no-summary\n", list);
    }

    [Fact]
    public async Task A_value_given_twice_is_one_run()
    {
        var (_, list, _) = await SweepCommandLine.RunAsync("--sample", "lyrics", "lyrics", "--embedding", "8,8", "--out", folder.File("out"), "--list");
        Assert.Single(list.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_folder_whose_name_has_a_line_break_is_refused() => Assert.EndsWith(
        "a b: found a line break in the name, expected none, as each run is one line.\n",
        (await SweepCommandLine.RunAsync("--sample", "--out", "a\nb", "--list")).Error);

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
        string[] run = ["metadata", "--learning-rate", "1e30", "--epochs", "1", "--sample", "--out", folder.Path, "--no-summary"];
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
        Assert.Equal((1, "", $"error: --out {folder.File("out")}: cannot be written ({folder.File("out")} is a file, expected a folder or nothing there)\n"), await SweepCommandLine.RunAsync("--sample", "--out", folder.File("out"), "--list"));
    }

    [Fact]
    public void A_recipe_names_the_settings_that_other_options_change()
    {
        var grid = ReadGrid("lyrics metadata --recipe network --depth auto,1 --hidden 16".Split(' '));
        Assert.Equal(
            [
                Recipe.Network(ModelKind.Lyrics) with { Depth = null, HiddenDim = 16 }, Recipe.Network(ModelKind.Lyrics) with { Depth = 1, HiddenDim = 16 },
                Recipe.Network(ModelKind.Metadata) with { Depth = null, HiddenDim = 16 }, Recipe.Network(ModelKind.Metadata) with { Depth = 1, HiddenDim = 16 },
            ],
            grid.Select(point => point.Point.Options));
        Assert.Equal("lyrics --recipe network --depth auto --hidden 16 --seeds 1 --first-seed 0", string.Join(' ', grid[0].Words));
    }

    [Fact]
    public void The_command_of_notebook_7_makes_the_runs_of_its_first_chart()
    {
        var start = Recipe.Blog with { Epochs = 8, ResetOptimizerEachEpoch = false, DropoutWhileTesting = false }; // as in the notebook
        var (sizes, seeds) = ((int[])[8, 16, 32, 64], 2);
        Assert.Equal(
            from size in sizes from seed in Enumerable.Range(0, seeds) select new SweepPoint(ModelKind.Lyrics, start with { EmbeddingDim = size, Seed = seed }),
            ReadGrid(ExperimentsNotebookTests.Command).Select(point => point.Point));
    }

    [Fact]
    public void Every_option_of_a_run_is_an_axis_or_a_switch()
    {
        var grid = ReadGrid(["combined", "--first-seed", "4", .. EveryOption.Words]);
        var expected = EveryOption.Options with { Seed = 4 };
        Assert.Equal(new SweepPoint(ModelKind.Combined, expected), Assert.Single(grid).Point);
        // A run has one network.
        Assert.All(typeof(TrainingOptions).GetProperties().Where(option => option.Name != nameof(TrainingOptions.Members)), option => Assert.NotEqual(option.GetValue(new TrainingOptions()), option.GetValue(expected)));
    }

    private static string Program => $"dotnet {CommandList.Quote(typeof(SweepCommand).Assembly.Location)}";

    private static string[] WordsOf(string line) => line[(line.IndexOf(" sweep ", StringComparison.Ordinal) + 7)..].Split(' ');

    private static IReadOnlyList<(SweepPoint Point, string[] Words)> ReadGrid(string[] arguments)
    {
        var root = new Command("sweep") { SweepGrid.Models };
        SweepGrid.Options.ToList().ForEach(root.Add);
        return SweepGrid.Read(root.Parse(arguments));
    }

    private IReadOnlyList<RunRecord> Runs(string name) => new RunLines(folder.File(name)).Read();

    private string WithoutSeconds(string file) =>
        string.Join('\n', File.ReadAllLines(folder.File(file)).Select(line => line[..line.LastIndexOf(',')]));
}
