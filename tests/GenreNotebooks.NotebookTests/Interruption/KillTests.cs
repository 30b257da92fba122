using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.NotebookTests.Interruption;

/// <summary>
/// Runs that are killed at random moments, from a seed, and resumed each time: after every kill each file is whole, and at
/// the end the files are those of an uninterrupted run.
/// </summary>
[Trait("Suite", "Failures")]
public sealed class KillTests : IDisposable
{
    private const int Seed = 6;

    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(Seed);

    public void Dispose() => folder.Dispose();

    private string Data
    {
        get
        {
            SmallData.Write(folder.File("data"), rows: 300);
            return folder.File("data");
        }
    }

    [Fact(Explicit = true)]
    public async Task A_training_that_is_killed_loses_nothing_and_ends_with_the_same_bits()
    {
        var (kills, inWrite) = (Repeats.Of(20), Repeats.Of(8));
        string[] train = ["train", "combined", "--data", Data, "--epochs", "30", "--keep-optimizer", "--patience", "25"];
        Directory.CreateDirectory(folder.File("out"));
        var whole = await new KilledProcess(folder.Path, [.. train, "--json", folder.File("whole.json"), "--save", folder.File("whole")]).RunAsync();
        var process = new KilledProcess(folder.File("out"), [.. train, "--json", folder.File("out/run.json"), "--save", folder.File("out/model"), "--resume"]);
        var ends = 0;
        while (process.Kills.All < kills || process.Kills.InWrite < inWrite || ends == 0)
        {
            var killed = process.Kills.All >= kills && process.Kills.InWrite >= inWrite ? await KillNever(process)
                : random.Next(3) == 0 ? await process.KillAfterAsync(random.NextDouble() * whole)
                : await process.KillInWriteAsync(random.Next(12));
            CheckTraining();
            if (!killed)
            {
                ends++;
                Assert.Equal(RunRecord.Load(folder.File("whole.json")).JsonWithoutTimes(), RunRecord.Load(folder.File("out/run.json")).JsonWithoutTimes());
                Assert.Equal(File.ReadAllBytes(folder.File("whole/model.safetensors")), File.ReadAllBytes(folder.File("out/model/model.safetensors")));
                Directory.Delete(folder.File("out"), recursive: true);
                Directory.CreateDirectory(folder.File("out"));
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"training: {process.Kills.All} kills, {process.Kills.InWrite} in a write, {ends} runs ended (seed {Seed})");

        static async Task<bool> KillNever(KilledProcess process)
        {
            await process.RunAsync();
            return false;
        }
    }

    [Fact(Explicit = true)]
    public async Task A_sweep_that_is_killed_makes_only_what_is_missing()
    {
        string[] sweep = ["sweep", "--data", Data, "metadata", "lyrics", "--embedding", "8", "--batch-size", "16,64", "--epochs", "2", "--seeds", "12"];
        await new KilledProcess(folder.Path, [.. sweep, "--out", folder.File("whole")]).RunAsync();
        var process = new KilledProcess(folder.File("out"), [.. sweep, "--out", folder.File("out")]);
        var (kept, ends) = (0, 0);
        Directory.CreateDirectory(folder.File("out"));
        while (process.Kills.All < Repeats.Of(10))
        {
            var killed = await process.KillAfterAsync(TimeSpan.FromSeconds(0.5 + random.NextDouble()));
            var runs = new RunLines(folder.File("out")).Read();
            Assert.True(runs.Count >= kept, $"{runs.Count} runs are kept, {kept} were");
            kept = runs.Count;
            if (!killed)
            {
                (kept, ends) = (0, ends + 1);
                Assert.Equal(RunsOf("whole"), RunsOf("out"));
                Directory.Delete(folder.File("out"), recursive: true);
                Directory.CreateDirectory(folder.File("out"));
            }
        }
        await process.RunAsync();
        Assert.Equal(RunsOf("whole"), RunsOf("out"));
        TestContext.Current.TestOutputHelper!.WriteLine($"sweep: {process.Kills.All} kills, {ends + 1} sweeps ended (seed {Seed})");
    }

    /// <summary>Each file is whole or missing.</summary>
    private void CheckTraining()
    {
        if (File.Exists(folder.File("out/run.json")))
        {
            Assert.NotNull(RunRecord.Load(folder.File("out/run.json")).Final);
        }
        if (File.Exists(folder.File("out/run.json.checkpoint")))
        {
            var checkpoint = new TrainingCheckpoint(folder.File("out/run.json.checkpoint"), "");
            checkpoint.Find();
            using var network = ModelKind.Combined.Create(new(), vocabularySize: 30_522, classes: 4);
            using var optimizer = new Adam(network.parameters(), 1e-3);
            using var stopping = new EarlyStopping(network, 25);
            Assert.InRange(checkpoint.Restore(network, optimizer, stopping), 1, 30);
        }
        if (Directory.Exists(folder.File("out/model")))
        {
            GenreClassifier.Load(folder.File("out/model")).Dispose();
        }
    }

    private IEnumerable<string> RunsOf(string name) => new RunLines(folder.File(name)).Read().Select(run => run.JsonWithoutTimes()).Order(StringComparer.Ordinal);
}
