using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;

namespace GenreNotebooks.Models;

/// <summary>Dropout drawn from a batch's own seed: what a run draws does not depend on what runs beside it.</summary>
internal static class DropoutMask
{
    /// <summary>PyTorch's <c>dropout</c>: each element is zeroed with a probability, those kept are scaled up to make good for it.</summary>
    /// <param name="x">Any vectors of the batch, <c>[rows, dim]</c>.</param>
    /// <param name="batch">Its seed seeds the draw.</param>
    /// <param name="dropped">The probability, 0 up to but not 1.</param>
    /// <param name="place">Tells apart the dropouts of one network.</param>
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

/// <summary>Draws how many of a number of positions dropout zeroes: the binomial distribution, by looking up its distribution function.</summary>
internal sealed class BinomialDraw
{
    private static readonly ConcurrentDictionary<(int Positions, double Probability), BinomialDraw> Known = [];

    private readonly uint[] limits;                  // a 32-bit number below limits[k] stands for at most k
    private readonly short[] first = new short[256]; // the smallest k that numbers with these leading bits stand for

    private BinomialDraw(int positions, double probability)
    {
        limits = new uint[positions];
        var odds = Math.Log(probability / (1 - probability));
        var (logDensity, sum) = (positions * Math.Log(1 - probability), 0.0); // in logarithms: the first may be less than a double can be
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

    /// <summary>The number that 32 random bits stand for.</summary>
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
/// Eight generators side by side (Blackman and Vigna's xoshiro128++): 32 random bits in each lane. On every processor the same
/// numbers for one seed.
/// </summary>
internal struct RandomLanes
{
    private Vector256<uint> s0, s1, s2, s3;

    public RandomLanes(ulong seed)
    {
        var seeds = new SplitMix64(seed);
        (s0, s1, s2, s3) = (Draw(ref seeds), Draw(ref seeds), Draw(ref seeds), Draw(ref seeds));
    }

    /// <summary>Eight numbers, each of all 32-bit numbers with the same probability.</summary>
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
