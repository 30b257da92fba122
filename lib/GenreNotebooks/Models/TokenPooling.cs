using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

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
        var weights = DropTokens(WeightsOf(vectors, batch), batch);
        vectors = training && dropout is not null ? DropoutMask.Apply(vectors, batch, dropout.p, ElementPlace) : vectors;
        return batch.SumBySong(vectors * weights);
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
