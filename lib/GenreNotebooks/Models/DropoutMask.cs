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
