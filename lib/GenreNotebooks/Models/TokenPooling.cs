using System.Runtime.InteropServices;
using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace GenreNotebooks.Models;

/// <summary>Pools a song's token vectors into one vector, see <see cref="Pooling"/>, ignoring tokens below a threshold.</summary>
internal sealed class TokenPooling : Module<Tensor, SongBatch, Tensor>
{
    private const uint ElementPlace = 0, TokenPlace = 2;

    private readonly Pooling pooling;
    private readonly double tokenDropout;
    private readonly TokenThreshold? threshold;
    private readonly TermWeights? terms;
    private readonly Linear? attention;
    private readonly Dropout? dropout;

    /// <param name="options">The options; pooling, vocabulary threshold and token dropout are used.</param>
    /// <param name="songs">The statistics of the training songs.</param>
    /// <param name="dim">The size of a vector.</param>
    /// <param name="elementDropout">Dropout on the elements of the vectors, as in the post's lyrics network.</param>
    public TokenPooling(ModelOptions options, SongStatistics songs, int dim, double elementDropout)
        : base(nameof(TokenPooling))
    {
        (pooling, tokenDropout) = (options.Pooling, options.TokenDropout);
        threshold = options.MinFrequency > 1 ? new(songs, options.MinFrequency) : null;
        terms = pooling == Pooling.Tfidf ? new(songs, options.MinFrequency) : null;
        dropout = elementDropout > 0 ? Dropout(elementDropout) : null;
        if (pooling == Pooling.Attention)
        {
            attention = Linear(dim, 1, hasBias: false);
            init.zeros_(attention.weight!); // equal to the mean at first
        }
        RegisterComponents();
    }

    /// <summary>Computes the vector of each song.</summary>
    /// <param name="vectors">A vector for each of the batch's <see cref="SongBatch.Tokens"/>, <c>[tokens + batch, dim]</c>.</param>
    /// <param name="batch">The songs; the batch's seed is used for dropout.</param>
    /// <returns><c>[batch, dim]</c>.</returns>
    public override Tensor forward(Tensor vectors, SongBatch batch)
    {
        if (pooling == Pooling.Padded)
        {
            return MeanOverPositions.Of(DropTokens(vectors, batch), batch, threshold, dropout);
        }
        using Scalar one = 1;
        var weights = DropTokens(WeightsOf(vectors, batch), batch);
        vectors = training && dropout is not null ? DropoutMask.Apply(vectors, batch, dropout.p, ElementPlace) : vectors;
        return zeros(batch.Size, vectors.shape[1], device: vectors.device).index_add(0, batch.SongOfToken, vectors * weights, one);
    }

    /// <summary>The weight of each token in its song's vector, <c>[tokens + batch, 1]</c>, 0 for padding.</summary>
    internal Tensor WeightsOf(Tensor vectors, SongBatch batch)
    {
        var weights = batch.Make<float>(ScalarType.Float32, [vectors.shape[0], 1], values =>
        {
            Weigh(batch, values);
            threshold?.Clear(batch, values, 1);
        });
        return attention is null ? weights : SongSoftmax.Of(attention.call(vectors), weights, batch);
    }

    private void Weigh(SongBatch batch, Span<float> weights)
    {
        for (var song = 0; song < batch.Size; song++)
        {
            var tokens = batch.TokensOf(song);
            var ofSong = weights[..tokens.Length];
            if (terms is not null)
            {
                terms.Weigh(tokens, ofSong);
            }
            else
            {
                ofSong.Fill(attention is null ? 1f / Math.Max(1, threshold?.Count(tokens) ?? tokens.Length) : 1);
            }
            weights = weights[tokens.Length..];
        }
        weights.Clear(); // padding has weight 0
    }

    /// <summary>Zeroes whole tokens at random and scales up the others; padding is not dropped.</summary>
    private Tensor DropTokens(Tensor x, SongBatch batch)
    {
        if (!training || tokenDropout == 0)
        {
            return x;
        }
        return x * batch.Make<float>(ScalarType.Float32, [x.shape[0], 1], mask =>
        {
            var random = new RandomLanes(batch.Seed + TokenPlace);
            DropoutMask.Fill(mask, (float)(1 / (1 - tokenDropout)), tokenDropout, ref random);
            mask[^batch.Size..].Fill(1);
        });
    }
}

/// <summary>A softmax over the tokens of each song, without padding.</summary>
internal static class SongSoftmax
{
    /// <summary>Weights that add up to 1 over the tokens of a song that count, or to 0 if no token counts.</summary>
    /// <param name="scores">A score for each of the batch's <see cref="SongBatch.Tokens"/>, <c>[tokens + batch, 1]</c>.</param>
    /// <param name="counts">1 for tokens that count, 0 for other tokens and padding, <c>[tokens + batch, 1]</c>.</param>
    /// <param name="batch">The songs.</param>
    public static Tensor Of(Tensor scores, Tensor counts, SongBatch batch)
    {
        using Scalar one = 1, zero = 0, nothing = float.NegativeInfinity;
        scores = scores.masked_fill(counts.eq(zero), nothing);
        var powers = (scores - Highest(scores, batch)).exp();
        var sums = zeros(batch.Size, 1, device: scores.device).index_add(0, batch.SongOfToken, powers, one).index_select(0, batch.SongOfToken);
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
