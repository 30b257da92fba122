using System.Runtime.InteropServices;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static TorchSharp.torch;

namespace GenreNotebooks.Models;

/// <summary>A softmax over the tokens of each song, without padding a song.</summary>
internal static class SongSoftmax
{
    /// <summary>Weights that add up to 1 over the tokens of a song that count, or to 0 if none does.</summary>
    /// <param name="scores">A score for each of the batch's <see cref="SongBatch.Tokens"/>, <c>[tokens + batch, 1]</c>.</param>
    /// <param name="counts">1 for tokens that count, 0 for others and the padding, likewise.</param>
    /// <param name="batch">The songs.</param>
    public static Tensor Of(Tensor scores, Tensor counts, SongBatch batch)
    {
        using Scalar one = 1, zero = 0, nothing = float.NegativeInfinity;
        scores = scores.masked_fill(counts.eq(zero), nothing);
        var powers = (scores - Highest(scores, batch)).exp();
        var sums = zeros(batch.Size, 1, device: scores.device).index_add(0, batch.SongOfToken, powers, one).index_select(0, batch.SongOfToken);
        return powers / sums.clamp_min(one); // at least 1, that of the highest score, unless no token counts
    }

    /// <summary>The highest score of each token's song, 0 if none counts: it takes no part in the softmax, but keeps its powers in range.</summary>
    private static Tensor Highest(Tensor scores, SongBatch batch)
    {
        using var values = scores.detach().cpu();
        return batch.Make<float>(ScalarType.Float32, scores.shape, highest =>
        {
            var scored = MemoryMarshal.Cast<byte, float>(values.bytes);
            highest.Clear();
            for (int song = 0, start = 0; song < batch.Size; song++)
            {
                var length = batch.TokensOf(song).Length;
                var max = System.Numerics.Tensors.TensorPrimitives.Max(scored.Slice(start, length));
                highest.Slice(start, length).Fill(float.IsFinite(max) ? max : 0);
                start += length;
            }
        });
    }
}
