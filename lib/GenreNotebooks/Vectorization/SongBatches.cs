using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>A dataset in batches: the post's data loader (section <i>Text Vectorization</i>).</summary>
/// <param name="dataset">The songs.</param>
/// <param name="batchSize">The number of songs per batch, 8 in the post; the last batch of an epoch may be smaller.</param>
/// <param name="seed">The seed for shuffling: each epoch has its own order, always the same for a seed. Null keeps the dataset's order.</param>
/// <remarks>
/// Two seeds below a million share no order in their first 600 epochs. Larger seeds may share the order of a single epoch, because System.Random
/// has fewer states than there are pairs of seed and epoch; their split, initial weights and dropout differ.
/// </remarks>
public sealed class SongBatches(SongDataset dataset, int batchSize = 8, int? seed = null)
{
    private readonly int batchSize = batchSize >= 1 ? batchSize : throw new InputException($"The batch size is {batchSize}: expected 1 or more.");
    private readonly int? seed = seed is int given ? RandomSeed.Checked(given) : null;

    /// <summary>The songs.</summary>
    public SongDataset Dataset => dataset;

    /// <summary>The number of batches per epoch.</summary>
    public int Count => (int)(((long)dataset.Count + batchSize - 1) / batchSize);

    /// <summary>The batches of one epoch. The caller disposes each batch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <exception cref="InputException">While enumerating: the epoch is less than 1.</exception>
    public IEnumerable<SongBatch> OfEpoch(int epoch = 1)
    {
        if (epoch < 1)
        {
            throw new InputException(FormattableString.Invariant($"The epoch is {epoch}: expected 1 or more."));
        }
        var order = Order(epoch);
        var seeds = new SplitMix64((ulong)(uint)(seed ?? 0) << 32 | (uint)epoch);
        foreach (var rows in order.Chunk(batchSize))
        {
            yield return new(dataset, rows, seeds.Next());
        }
    }

    private int[] Order(int epoch)
    {
        int[] rows = [.. Enumerable.Range(0, dataset.Count)];
        if (seed is int start)
        {
            Split.Shuffle(rows, new Random(unchecked((start * 1_000_003) + epoch)));
        }
        return rows;
    }
}

/// <summary>Derives seeds from a seed (Steele, Lea and Flood's SplitMix64): neighbouring seeds give unrelated numbers.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
