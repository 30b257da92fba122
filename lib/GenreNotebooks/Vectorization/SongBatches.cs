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

    /// <summary>
    /// Whether songs of an artist follow each other in sets of random size, more often few than many, in place of a free order. The end of a
    /// batch ends a set.
    /// </summary>
    internal bool InSets { get; init; }

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
            var random = new Random(unchecked((start * 1_000_003) + epoch));
            Split.Shuffle(rows, random);
            rows = InSets ? Sets(rows, random) : rows;
        }
        return rows;
    }

    private int[] Sets(int[] rows, Random random)
    {
        var sets = new List<int[]>();
        foreach (var artist in rows.GroupBy(dataset.ArtistOf).Select(artist => artist.ToArray()))
        {
            for (int start = 0, count; start < artist.Length; start += count)
            {
                count = SetSize.Draw(artist.Length - start, random);
                sets.Add(artist[start..(start + count)]);
            }
        }
        var order = sets.ToArray();
        Split.Shuffle(order, random);
        return [.. order.SelectMany(set => set)];
    }
}

/// <summary>The sizes of sets of songs by one artist that models are trained on.</summary>
internal static class SetSize
{
    /// <summary>Draws 1 to a number of songs, more often few than many, so that a model can judge an artist by one song or by many.</summary>
    public static int Draw(int songs, Random random) => 1 + (int)(songs * Math.Pow(random.NextDouble(), 2));
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
