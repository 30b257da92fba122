using System.CommandLine;
using System.Diagnostics;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>The points that axes and switches make, and the lines by which <c>--list</c> states them.</summary>
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
            Assert.StartsWith("dotnet run --project lib/GenreNotebooks.Cli -c Release --no-build -- sweep --model ", line);
            Assert.Equal(0, (await SweepCommandLine.RunAsync(line[(line.IndexOf("-- sweep", StringComparison.Ordinal) + 9)..].Split(' '))).Exit);
            Assert.Equal(number, File.ReadAllLines(folder.File("listed/runs.jsonl")).Length);
        }
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
        var (_, list, _) = await SweepCommandLine.RunAsync([.. grid, "--list"]);
        var line = list.Split('\n').Single(line => line.Contains("--embedding 3 --min-frequency 5 --depth 2 --genres all", StringComparison.Ordinal));
        await SweepCommandLine.RunAsync([.. line[(line.IndexOf("-- sweep", StringComparison.Ordinal) + 9)..].Split(' '), "--out", folder.File("one")]);
        var one = Assert.Single(Runs("one"));
        Assert.Equal(one.JsonWithoutTimes(), Runs("grid").Single(run => run.Options == one.Options).JsonWithoutTimes());
    }

    [Fact]
    public async Task A_listed_line_states_what_was_given_and_no_more()
    {
        var (_, list, _) = await SweepCommandLine.RunAsync("--embedding", "8", "--dropout", "0,0.5", "--no-test-dropout", "--data", "my data/o'clock", "--first-seed", "2", "--list");
        Assert.Equal(
            ["0", "0.5"],
            list.TrimEnd().Split('\n').Select(line => line
                .Replace("dotnet run --project lib/GenreNotebooks.Cli -c Release --no-build -- sweep --model lyrics --embedding 8 --dropout ", "")
                .Replace(" --no-test-dropout --seeds 1 --first-seed 2 --data 'my data/o'\\''clock'", "")));
    }

    [Fact]
    public async Task Without_an_axis_the_post_s_lyrics_network_is_the_one_point()
    {
        var (_, list, _) = await SweepCommandLine.RunAsync("--list");
        Assert.Equal("dotnet run --project lib/GenreNotebooks.Cli -c Release --no-build -- sweep --model lyrics --seeds 1 --first-seed 0\n", list);
    }

    [Fact]
    public async Task A_shell_reads_a_listed_line_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        var (_, list, _) = await SweepCommandLine.RunAsync("--data", "my data/o'clock $HOME", "--list");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf '%s\\n' {list[list.IndexOf("--data", StringComparison.Ordinal)..]}"]) { RedirectStandardOutput = true })!;
        Assert.Equal("--data\nmy data/o'clock $HOME\n", await shell.StandardOutput.ReadToEndAsync());
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
