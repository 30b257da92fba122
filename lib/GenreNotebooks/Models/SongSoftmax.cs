using System.Runtime.InteropServices;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace GenreNotebooks.Models;

/// <summary>A softmax over the tokens of each song, without padding.</summary>
public static class SongSoftmax
{
    /// <summary>Weights that add up to 1 over the tokens of a song; those of padding are 0.</summary>
    /// <param name="scores">A score for each of the batch's <see cref="SongBatch.Tokens"/>, <c>[tokens + batch, 1]</c>.</param>
    /// <param name="batch">The songs.</param>
    /// <returns><c>[tokens + batch, 1]</c>.</returns>
    public static Tensor Of(Tensor scores, SongBatch batch) => Of(scores, batch.Make<float>(ScalarType.Float32, [scores.shape[0], 1], counts =>
    {
        counts.Fill(1);
        counts[^batch.Size..].Clear();
    }), batch);

    /// <summary>Weights that add up to 1 over the tokens of a song that count, or to 0 if no token counts.</summary>
    /// <param name="scores">A score for each of the batch's <see cref="SongBatch.Tokens"/>, <c>[tokens + batch, 1]</c>.</param>
    /// <param name="counts">1 for tokens that count, 0 for other tokens and padding, <c>[tokens + batch, 1]</c>.</param>
    /// <param name="batch">The songs.</param>
    internal static Tensor Of(Tensor scores, Tensor counts, SongBatch batch)
    {
        using Scalar one = 1, zero = 0, nothing = float.NegativeInfinity;
        scores = scores.masked_fill(counts.eq(zero), nothing);
        var powers = (scores - Highest(scores, batch)).exp();
        var sums = batch.SumBySong(powers).index_select(0, batch.SongOfToken);
        return powers / sums.clamp_min(one); // the sum is at least 1, from the highest score, unless no token counts
    }

    /// <summary>The highest score in each token's song, 0 if no token counts. Subtracting it prevents overflow and does not change the softmax.</summary>
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
                var max = TensorPrimitives.Max(scored.Slice(start, length));
                highest.Slice(start, length).Fill(float.IsFinite(max) ? max : 0);
                start += length;
            }
        });
    }
}
