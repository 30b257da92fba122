using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>What a <see cref="GenreNet"/> makes of the lyrics: embedded, pooled, then through dense layers.</summary>
internal sealed class LyricsSide : Module<SongBatch, Tensor>
{
    private const uint PooledPlace = 1, HiddenPlace = 32;

    private readonly double dropout;
    private readonly bool ofPost;
    private readonly Embedding embedding;
    private readonly Linear? fc_flat;
    private readonly TokenPooling pooling;
    private readonly DenseLayers layers;

    /// <param name="options">Embedding, pooling, vocabulary threshold and dropout are read.</param>
    /// <param name="songs">What is known of the training songs.</param>
    /// <param name="flat">The numbers that the post's layer on each token gives; null if there is none.</param>
    /// <param name="widths">The numbers that each layer after the pooling gives.</param>
    public LyricsSide(TrainingOptions options, SongStatistics songs, int? flat, IReadOnlyList<int> widths)
        : base(nameof(LyricsSide))
    {
        (dropout, ofPost) = (options.Dropout, options.HasPostLayers);
        var vocabulary = songs.SongsWithToken.Length;
        embedding = Embedding(ofPost ? vocabulary + 1 : vocabulary, options.EmbeddingDim, sparse: true);
        if (!ofPost)
        {
            using var noGradients = no_grad();
            using Scalar scale = 0.1f; // tenth of PyTorch's: a song's words shall outweigh where their vectors began
            embedding.weight!.mul_(scale);
        }
        fc_flat = flat is int dim ? Linear(options.EmbeddingDim, dim) : null;
        pooling = new(options, songs, flat ?? options.EmbeddingDim, elementDropout: flat is null ? 0 : dropout);
        layers = new([flat ?? options.EmbeddingDim, .. widths], dropout, HiddenPlace);
        RegisterComponents();
    }

    /// <summary><c>[batch, last width]</c>.</summary>
    public override Tensor forward(SongBatch batch)
    {
        var x = embedding.call(batch.Tokens); // [tokens + batch, embeddingDim], the last rows stand for the padding
        x = fc_flat is null ? x : fc_flat.call(x);
        x = pooling.call(ofPost ? functional.relu(x) : x, batch);
        return layers.call(training && !ofPost ? DropoutMask.Apply(x, batch, dropout, PooledPlace) : x, batch);
    }
}
