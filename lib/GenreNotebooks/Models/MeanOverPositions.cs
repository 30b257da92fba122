using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenreNotebooks.Models;

/// <summary>
/// The mean over all positions of a song, padding included, as the post takes it (section <i>Lyrical Classification</i>),
/// without padding a song: all padded positions hold the same vector, so they enter as one term.
/// </summary>
public static class MeanOverPositions
{
    /// <summary>The mean vector of each song, <c>[batch, dim]</c>.</summary>
    /// <param name="vectors">A vector for each of the batch's tokens, the padding's last: <c>[tokens + 1, dim]</c>.</param>
    /// <param name="batch">The songs the tokens belong to.</param>
    /// <param name="dropout">
    /// Zeroes elements at each position on its own. The padded positions share one vector, so the number of them that keep
    /// an element is drawn from the binomial distribution of as many independent draws.
    /// </param>
    public static Tensor Of(Tensor vectors, SongBatch batch, Dropout? dropout = null)
    {
        // Held to the end: TorchSharp hands on the memory of a Scalar without keeping it from the garbage collector.
        using Scalar one = 1, length = batch.Length;
        var tokens = vectors.shape[0] - 1;
        var words = vectors.narrow(0, 0, tokens);
        var padding = vectors.narrow(0, tokens, 1); // [1, dim]
        var weights = batch.Padding;                // [batch, 1]
        if (dropout is not null)
        {
            words = dropout.call(words);
        }
        if (dropout is { training: true, p: > 0 })
        {
            using Scalar share = 1 - dropout.p;
            weights = KeptPositions(batch, vectors.shape[1], share) / share;
        }
        var sums = (weights * padding).index_add(0, batch.SongOfToken, words, one);
        return sums / length;
    }

    private static Tensor KeptPositions(SongBatch batch, long dim, Scalar share)
    {
        var positions = batch.Padding.expand(batch.Size, dim).contiguous();
        return binomial(positions, full_like(positions, share)); // [batch, dim]
    }
}
