using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;

namespace GenreNotebooks.Models;

/// <summary>Dropout seeded by the batch: a run's draws do not depend on other runs in parallel.</summary>
internal static class DropoutMask
{
    /// <summary>PyTorch's <c>dropout</c>: zeroes each element with a probability and scales up the others to compensate.</summary>
    /// <param name="x">Vectors of the batch, <c>[rows, dim]</c>.</param>
    /// <param name="batch">The batch, whose seed is used.</param>
    /// <param name="dropped">The probability, at least 0 and below 1.</param>
    /// <param name="place">A number that distinguishes the dropouts of one network.</param>
    public static Tensor Apply(Tensor x, SongBatch batch, double dropped, uint place)
    {
        if (dropped == 0)
        {
            return x;
        }
        return x * batch.Make<float>(ScalarType.Float32, x.shape, mask =>
        {
            var random = new RandomLanes(batch.Seed + place);
            Fill(mask, (float)(1 / (1 - dropped)), dropped, ref random);
        });
    }

    /// <summary>Sets each value to 0 with a probability and to <paramref name="kept"/> otherwise.</summary>
    public static void Fill(Span<float> values, float kept, double dropped, ref RandomLanes random)
    {
        var limit = (uint)(dropped * 4294967296.0);
        var (keptLanes, limits) = (Vector256.Create(kept), Vector256.Create(limit));
        foreach (ref var eight in MemoryMarshal.Cast<float, Vector256<float>>(values))
        {
            eight = Vector256.GreaterThanOrEqual(random.Next(), limits).AsSingle() & keptLanes;
        }
        var rest = random.Next();
        for (var index = values.Length & ~7; index < values.Length; index++)
        {
            values[index] = rest[index & 7] >= limit ? kept : 0;
        }
    }
}

/// <summary>Draws how many of a number of positions dropout zeroes: a binomial distribution, sampled by inverting its distribution function.</summary>
internal sealed class BinomialDraw
{
    private static readonly ConcurrentDictionary<(int Positions, double Probability), BinomialDraw> Known = [];

    private readonly uint[] limits;                  // 32 random bits below limits[k] mean at most k
    private readonly short[] first = new short[256]; // the smallest k for numbers with these leading bits

    private BinomialDraw(int positions, double probability)
    {
        limits = new uint[positions];
        var odds = Math.Log(probability / (1 - probability));
        var (logDensity, sum) = (positions * Math.Log(1 - probability), 0.0); // in logarithms, because the first density may underflow a double
        for (var k = 0; k < positions; k++)
        {
            sum += Math.Exp(logDensity);
            limits[k] = (uint)Math.Min(sum * 4294967296.0, uint.MaxValue);
            logDensity += odds + Math.Log((double)(positions - k) / (k + 1));
        }
        for (var bits = 1; bits < first.Length; bits++)
        {
            first[bits] = (short)Find((uint)bits << 24, first[bits - 1]);
        }
    }

    public static BinomialDraw Of(int positions, double probability) =>
        Known.GetOrAdd((positions, probability), key => new(key.Positions, key.Probability));

    /// <summary>Draws a number from 32 random bits.</summary>
    public int Draw(uint random) => Find(random, first[random >> 24]);

    private int Find(uint random, int from)
    {
        while (from < limits.Length && random >= limits[from])
        {
            from++;
        }
        return from;
    }
}

/// <summary>
/// Eight parallel random generators (Blackman and Vigna's xoshiro128++) with 32 random bits in each lane. A seed gives the same
/// numbers on every processor.
/// </summary>
internal struct RandomLanes
{
    private Vector256<uint> s0, s1, s2, s3;

    public RandomLanes(ulong seed)
    {
        var seeds = new SplitMix64(seed);
        (s0, s1, s2, s3) = (Draw(ref seeds), Draw(ref seeds), Draw(ref seeds), Draw(ref seeds));
    }

    /// <summary>Eight numbers, uniform over all 32-bit numbers.</summary>
    public Vector256<uint> Next()
    {
        var result = RotateLeft(s0 + s3, 7) + s0;
        var shifted = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = RotateLeft(s3, 11);
        return result;
    }

    private static Vector256<uint> RotateLeft(Vector256<uint> lanes, int bits) => (lanes << bits) | (lanes >>> (32 - bits));

    private static Vector256<uint> Draw(ref SplitMix64 seeds) =>
        Vector256.Create(seeds.Next(), seeds.Next(), seeds.Next(), seeds.Next()).AsUInt32();
}
