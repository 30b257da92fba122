using BenchmarkDotNet.Attributes;
using GenreNotebooks.Runs;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Benchmarks.Micro;

/// <summary>An operation is a batch with all tensors that a network reads.</summary>
public class BatchGathering
{
    private SongDataset songs = null!;
    private int[][] batches = [];
    private int next;

    /// <summary>Songs a batch.</summary>
    [Params(8, 256)]
    public int Songs { get; set; }

    [GlobalSetup]
    public void Load()
    {
        songs = PreparedData.Load(MicroData.Folder, new()).Train;
        var rows = Enumerable.Range(0, songs.Count).ToArray();
        new Random(0).Shuffle(rows);
        batches = [.. rows.Chunk(Songs).Where(batch => batch.Length == Songs)];
    }

    [Benchmark(Description = "gather a batch")]
    public long Collate()
    {
        using var batch = songs.Collate(batches[next++ % batches.Length]);
        return batch.Tokens.NumberOfElements + batch.SongOfToken.NumberOfElements + batch.Shares.NumberOfElements
            + batch.Features.NumberOfElements + batch.Labels.NumberOfElements;
    }
}
