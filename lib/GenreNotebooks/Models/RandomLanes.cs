using System.Runtime.Intrinsics;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Models;

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
