using GenreNotebooks.Runs;
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
            Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, null);
        }
    }
}
