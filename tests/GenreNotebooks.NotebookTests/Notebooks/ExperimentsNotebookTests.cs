using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Notebook 7 headless on the sample, its grids cut down.</summary>
[Collection(nameof(RunStore.EnvironmentVariable))] // one at a time sets it
[Trait("Suite", "Long")]
public sealed class ExperimentsNotebookTests : IDisposable
{
    private const string Name = "07-experiments";

    private static readonly string[] Small =
    [
        "--sample", "--set", "model=metadata", "--set", "epochs=1", "--set", "embeddingSizes=2,3", "--set", "minFrequencies=1,5",
        "--set", "depths=0,1", "--set", "poolings=mean",
    ];

    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The arguments of the command that the notebook shows for its first chart.</summary>
    public static string[] Command
    {
        get
        {
            var text = File.ReadAllText(PostNotebooks.PathOf(Name));
            var begin = text.IndexOf("sweep lyrics", StringComparison.Ordinal);
            return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)].Split([' ', '\\', '\n'], StringSplitOptions.RemoveEmptyEntries)[1..];
        }
    }

    [Fact(Explicit = true)]
    public async Task Its_command_gives_its_numbers_to_the_last_bit()
    {
        var runs = Path.Combine(folder.Path, "runs");
        Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, runs);
        try
        {
            var notebook = await folder.RunAsync(TestContext.Current.CancellationToken, [PostNotebooks.PathOf(Name), "--sample", "--set", "epochs=2", "--set", "minFrequencies=1", "--set", "depths=0", "--set", "poolings=mean"]);
            Assert.Equal(("", 0), (notebook.Error, notebook.Exit));
        }
        finally
        {
            Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, TestSetup.Runs);
        }
        string[] command = [.. Command];
        command[Array.IndexOf(command, "--epochs") + 1] = "2";
        Assert.Equal(0, (await SweepCommandLine.RunAsync([.. command, "--sample", "--out", Path.Combine(folder.Path, "sweep")])).Exit);
        var made = new RunLines(Path.Combine(runs, "experiments")).Read().ToDictionary(run => run.Options);
        var again = new RunLines(Path.Combine(folder.Path, "sweep")).Read();
        Assert.Equal(8, again.Count); // four sizes, two seeds
        Assert.All(again, run =>
        {
            var first = made[run.Options];
            Assert.Equal(first.History.WithoutTimes(), run.History.WithoutTimes());
            Assert.Equal((first.Final!.Accuracy, first.Final.MacroF1), (run.Final!.Accuracy, run.Final.MacroF1));
            Assert.Equal(first.Final.Confusion, run.Final.Confusion);
        });
    }

    [Fact(Explicit = true)]
    public async Task It_runs_shows_its_curves_and_finds_its_runs_again()
    {
        var runs = Path.Combine(folder.Path, "runs");
        Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, runs);
        try
        {
            var first = await folder.RunAsync(TestContext.Current.CancellationToken, [PostNotebooks.PathOf(Name), .. Small]);
            Assert.Equal(("", 0), (first.Error, first.Exit));
            var lines = Path.Combine(runs, "experiments", RunLines.FileName);
            var kept = File.ReadAllText(lines);
            Assert.Equal(14, File.ReadAllLines(lines).Length); // seven settings, two seeds
            Assert.Equal(0, (await folder.RunAsync(TestContext.Current.CancellationToken, [PostNotebooks.PathOf(Name), .. Small])).Exit);
            Assert.Equal(kept, File.ReadAllText(lines));
            Assert.Equal(8, Directory.EnumerateFiles(Path.Combine(folder.Out, "figures"), $"{Name}-*").Count()); // four charts
        }
        finally
        {
            Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, TestSetup.Runs);
        }
    }
}
