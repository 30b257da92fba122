using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Tests.Runs;

/// <summary>A few synthetic songs and a folder for the runs of a sweep over them.</summary>
internal sealed class SmallSweep : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SmallSweep() => Data = SmallData.Write(folder.File("data"));

    public static TrainingOptions OneEpoch { get; } = new() { Epochs = 1 };

    public DataFolder Data { get; }

    public string Runs => folder.File("sweep");

    public static IEnumerable<SweepPoint> Seeds(int count) =>
        Enumerable.Range(0, count).Select(seed => new SweepPoint(ModelKind.Metadata, OneEpoch with { Seed = seed }));

    public string File(string name) => folder.File(name);

    public Sweep Sweep(int? jobs = null) => jobs is int number ? new(Data, Runs) { Jobs = number } : new(Data, Runs);

    public void Dispose() => folder.Dispose();
}
