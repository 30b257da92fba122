using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenreNotebooks.Models;

/// <summary>
/// The mean over all positions of a song, including padding, as in the post (section <i>Lyrical Classification</i>). Songs are not
/// actually padded: all padded positions have the same vector, so they are a single term of the sum.
/// </summary>
public static class MeanOverPositions
{
    /// <summary>The mean vector of each song, <c>[batch, dim]</c>.</summary>
    /// <param name="vectors">A vector for each of the batch's <see cref="SongBatch.Tokens"/>, <c>[tokens + batch, dim]</c>.</param>
    /// <param name="batch">The songs; the batch's seed is used for dropout.</param>
    /// <param name="dropout">
    /// Dropout, independent at each position. A song's padded positions share one vector: for each element, the number of
    /// positions that keep it is drawn from a binomial distribution, which is equivalent.
    /// </param>
    public static Tensor Of(Tensor vectors, SongBatch batch, Dropout? dropout = null) => Of(vectors, batch, null, dropout);

    /// <summary>The mean vector of each song as if tokens below a threshold were deleted.</summary>
    internal static Tensor Of(Tensor vectors, SongBatch batch, TokenThreshold? threshold, Dropout? dropout)
    {
        var shares = threshold is null ? batch.Shares : SharesOf(batch, threshold); // [tokens + batch, 1]
        if (dropout is { training: true, p: > 0 })
        {
            shares = KeptShares(batch, threshold, vectors.shape[1], dropout.p); // [tokens + batch, dim]
        }
        else if (dropout is not null)
        {
            vectors = dropout.call(vectors);
        }
        return batch.SumBySong(vectors * shares);
    }

    /// <summary>The shares that dropout keeps, scaled up to compensate for the others.</summary>
    private static Tensor KeptShares(SongBatch batch, TokenThreshold? threshold, long dim, double dropped) =>
        batch.Make<float>(ScalarType.Float32, [batch.Tokens.shape[0], dim], shares =>
        {
            var share = (float)(1 / (batch.Length * (1 - dropped)));
            var random = new RandomLanes(batch.Seed);
            var padded = shares[^(batch.Size * (int)dim)..];
            DropoutMask.Fill(shares[..^padded.Length], share, dropped, ref random);
            threshold?.Clear(batch, shares, (int)dim);
            for (var song = 0; song < batch.Size; song++)
            {
                var padding = PaddingOf(batch, song, threshold);
                KeepSome(padded.Slice(song * (int)dim, (int)dim), share, padding, BinomialDraw.Of(padding, dropped), ref random);
            }
        });

    private static Tensor SharesOf(SongBatch batch, TokenThreshold threshold) =>
        batch.Make<float>(ScalarType.Float32, [batch.Tokens.shape[0], 1], shares =>
        {
            shares.Fill(1f / batch.Length);
            threshold.Clear(batch, shares, 1);
            for (var song = 0; song < batch.Size; song++)
            {
                shares[^(batch.Size - song)] = (float)PaddingOf(batch, song, threshold) / batch.Length;
            }
        });

    private static int PaddingOf(SongBatch batch, int song, TokenThreshold? threshold) =>
        threshold is null ? batch.PaddingOf(song) : batch.Length - threshold.Count(batch.TokensOf(song));

    private static void KeepSome(Span<float> shares, float share, int positions, BinomialDraw dropped, ref RandomLanes random)
    {
        var eight = random.Next();
        for (var index = 0; index < shares.Length; index++)
        {
            eight = (index & 7) == 0 && index > 0 ? random.Next() : eight;
            shares[index] = share * (positions - dropped.Draw(eight[index & 7]));
        }
    }
}
