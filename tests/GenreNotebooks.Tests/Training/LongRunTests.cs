using System.Diagnostics;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using TorchSharp;
using Xunit;

namespace GenreNotebooks.Tests.Training;

/// <summary>Runs of hundreds of epochs do not leak memory, tensors, open files or threads.</summary>
[Collection<Alone>]
[Trait("Suite", "Long")]
public sealed class LongRunTests : IDisposable
{
    private const long MegaByte = 1 << 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    /// <summary>The resources of the process: managed memory after a full collection, open files without assemblies (which load on first use), and so on.</summary>
    private sealed record Held(long Managed, long Resident, long Tensors, long Files, int Threads)
    {
        public static Held Now()
        {
            var managed = GC.GetTotalMemory(forceFullCollection: true);
            using var process = Process.GetCurrentProcess();
            var files = OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Count(file => !IsAssembly(file)) : process.HandleCount;
            return new(managed, process.WorkingSet64, torch.Tensor.TotalCount, files, process.Threads.Count);
        }

        private static bool IsAssembly(string file) => new FileInfo(file).LinkTarget is { } target && target.EndsWith(".dll", StringComparison.Ordinal);
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Kinds))]
    public void Three_hundred_epochs_on_few_songs_hold_no_more_than_a_hundred(ModelKind kind)
    {
        SmallData.Write(folder.File("data"), rows: 120);
        AssertFlat(kind, DataFolder.Find(folder.File("data")), new() { EmbeddingDim = 8, Patience = 300, ResetOptimizerEachEpoch = false, Epochs = 300 }, managed: 1, resident: 16);
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Kinds))]
    public void Epochs_on_the_real_songs_hold_no_more_than_the_first_third_of_them(ModelKind kind) =>
        AssertFlat(kind, RealData.Folder(), new() { Epochs = Repeats.Of(9) }, managed: 8, resident: 64);

    /// <summary>Asserts that the resources at the end exceed those after a third of the epochs by at most a few megabytes.</summary>
    private void AssertFlat(ModelKind kind, DataFolder songs, TrainingOptions options, int managed, int resident)
    {
        var data = PreparedData.Load(songs, options);
        var checkpoint = RunCheckpoints.At(folder.File("run.checkpoint"), kind, data, options);
        using var network = kind.Create(options, data.Train, data.Genres.Count);
        var third = options.Epochs / 3;
        var held = new Dictionary<int, Held>();
        TrainingRun.Train(kind, data, options, network, epoch => Note(epoch.Epoch), checkpoint);
        var (warm, end) = (held[third], held[options.Epochs]);
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}, after epochs {string.Join(", ", held.Select(held => $"{held.Key}: {held.Value}"))}");
        Assert.InRange(end.Tensors, 0, warm.Tensors); // fewer if leftovers of earlier tests are collected in the meantime
        Assert.InRange(end.Files, 0, warm.Files);
        Assert.InRange(end.Managed - warm.Managed, long.MinValue, managed * MegaByte);
        Assert.InRange(end.Resident - warm.Resident, long.MinValue, resident * MegaByte);
        Assert.InRange(end.Threads - warm.Threads, int.MinValue, 20); // the thread pool may grow on a busy machine; a leak of one per epoch would add 200

        void Note(int epoch)
        {
            if (epoch % third == 0)
            {
                held[epoch] = Held.Now();
            }
        }
    }
}
