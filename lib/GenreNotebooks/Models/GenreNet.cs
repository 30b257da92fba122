using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>
/// The network for all architecture options that the post's three networks lack. Without a depth it has the post's layers, so a single
/// option can be changed on its own; with a depth, each side has its own hidden layers and the logits of both sides are added.
/// </summary>
internal sealed class GenreNet : Module<SongBatch, Tensor>
{
    private readonly FeaturesSide? features;
    private readonly LyricsSide? lyrics;
    private readonly DenseLayers? combine;

    /// <summary>Creates the network with random weights drawn from torch's current random state.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="options">The options; all architecture options are used.</param>
    /// <param name="songs">The statistics of the training songs.</param>
    /// <param name="classes">The number of genres.</param>
    internal GenreNet(ModelKind inputs, ModelOptions options, SongStatistics songs, int classes)
        : base(nameof(GenreNet))
    {
        Statistics = songs;
        var (post, joined) = (options.HasPostLayers, options.HasPostLayers && inputs == ModelKind.Combined);
        if (joined)
        {
            features = new(options, songs, Widths(18, 12, 8)); // created first, for the post's initial weights with the same seed
        }
        if (inputs != ModelKind.Metadata)
        {
            int? flat = post && !joined ? options.HiddenDim ?? options.EmbeddingDim : null;
            lyrics = new(options, songs, flat, joined ? Widths(8) : [.. Hidden(post ? 0 : options.LyricsDepth ?? options.Depth!.Value), classes]);
        }
        if (inputs != ModelKind.Lyrics)
        {
            features ??= new(options, songs, [.. options.Depth is int depth ? Hidden(depth) : Widths(18, 12, 8), classes]);
        }
        if (joined)
        {
            combine = new([2 * Widths(8)[0], .. Widths(12, 8), classes]);
        }
        RegisterComponents();

        int[] Widths(params int[] ofPost) => options.HiddenDim is int dim ? Array.ConvertAll(ofPost, _ => dim) : ofPost;
        IEnumerable<int> Hidden(int depth) => Enumerable.Repeat(options.HiddenDim ?? 32, depth);
    }

    /// <summary>The statistics of the training songs.</summary>
    public SongStatistics Statistics { get; }

    /// <summary>The logits of each song, <c>[batch, classes]</c>.</summary>
    public override Tensor forward(SongBatch batch)
    {
        if (features is null || lyrics is null)
        {
            return lyrics is null ? features!.call(batch) : lyrics.call(batch);
        }
        var (ofLyrics, ofFeatures) = (lyrics.call(batch), features.call(batch));
        using Scalar one = 1;
        return combine is null ? ofLyrics.add(ofFeatures, one) : combine.call(cat([ofLyrics, ofFeatures], 1), batch);
    }
}

/// <summary>The lyrics side of a <see cref="GenreNet"/>: embedding, pooling, then dense layers.</summary>
internal sealed class LyricsSide : Module<SongBatch, Tensor>
{
    private const uint PooledPlace = 1, HiddenPlace = 32;

    private readonly double dropout;
    private readonly bool ofPost;
    private readonly Embedding embedding;
    private readonly Linear? fc_flat;
    private readonly TokenPooling pooling;
    private readonly DenseLayers layers;

    /// <param name="options">The options; embedding, pooling, vocabulary threshold and dropout are used.</param>
    /// <param name="songs">The statistics of the training songs.</param>
    /// <param name="flat">The output size of the post's layer on each token; null for no such layer.</param>
    /// <param name="widths">The output size of each layer after pooling.</param>
    public LyricsSide(ModelOptions options, SongStatistics songs, int? flat, IReadOnlyList<int> widths)
        : base(nameof(LyricsSide))
    {
        (dropout, ofPost) = (options.Dropout, options.HasPostLayers);
        var vocabulary = songs.SongsWithToken.Length;
        embedding = Embedding(ofPost ? vocabulary + 1 : vocabulary, options.EmbeddingDim, sparse: true);
        if (!ofPost)
        {
            using var noGradients = no_grad();
            using Scalar scale = 0.1f; // a tenth of PyTorch's initial weights: what the vectors learn should outweigh their random start
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
        var x = TokenVectors.Of(embedding, batch); // [tokens + batch, embeddingDim], the last rows are the padding
        x = fc_flat is null ? x : fc_flat.call(x);
        x = pooling.call(ofPost ? functional.relu(x) : x, batch);
        return layers.call(training && !ofPost ? DropoutMask.Apply(x, batch, dropout, PooledPlace) : x, batch);
    }
}

/// <summary>The features side of a <see cref="GenreNet"/>: scaling, then dense layers.</summary>
internal sealed class FeaturesSide : Module<SongBatch, Tensor>
{
    private const uint DropoutPlace = 3;

    private readonly FeatureScaler scaler;
    private readonly int count;
    private readonly DenseLayers layers;

    /// <param name="options">The options; scaling, year and dropout are used.</param>
    /// <param name="songs">The statistics of the training songs.</param>
    /// <param name="widths">The output size of each layer.</param>
    public FeaturesSide(ModelOptions options, SongStatistics songs, IReadOnlyList<int> widths)
        : base(nameof(FeaturesSide))
    {
        scaler = FeatureScaler.Create(options.FeatureScaling, songs.Scaling);
        count = EngineeredFeatures.Names.Count + (options.WithYear ? 1 : 0);
        layers = new([count, .. widths], options.FeatureDropout, DropoutPlace);
        RegisterComponents();
    }

    /// <summary><c>[batch, last width]</c>.</summary>
    public override Tensor forward(SongBatch batch) =>
        layers.call(batch.Make<float>(ScalarType.Float32, [batch.Size, count], values => Scale(batch, values)), batch);

    private void Scale(SongBatch batch, Span<float> values)
    {
        for (var song = 0; song < batch.Size; song++)
        {
            var features = batch.FeaturesOf(song);
            for (var feature = 0; feature < count; feature++)
            {
                var value = feature < features.Length ? features[feature] : batch.ReleaseYearOf(song);
                values[(song * count) + feature] = scaler.Scale(feature, value);
            }
        }
    }
}

/// <summary>A stack of linear layers, with ReLU and dropout after each but the last.</summary>
internal sealed class DenseLayers : Module<Tensor, SongBatch, Tensor>
{
    private readonly ModuleList<Linear> layers;
    private readonly double dropout;
    private readonly uint place;

    /// <param name="widths">The input size of the first layer, then the output size of each layer.</param>
    /// <param name="dropout">The probability that an element is dropped.</param>
    /// <param name="place">A number that distinguishes the dropouts of one network; each further layer uses the next number.</param>
    public DenseLayers(IReadOnlyList<int> widths, double dropout = 0, uint place = 0)
        : base(nameof(DenseLayers))
    {
        (this.dropout, this.place) = (dropout, place);
        layers = ModuleList(widths.Zip(widths.Skip(1), (from, to) => Linear(from, to)).ToArray());
        RegisterComponents();
    }

    /// <summary><c>[batch, first width]</c> to <c>[batch, last width]</c>.</summary>
    public override Tensor forward(Tensor x, SongBatch batch)
    {
        if (dropout == 0 && FusedLayers.Call([.. layers], x) is { } logits)
        {
            return logits;
        }
        for (var layer = 0; layer < layers.Count - 1; layer++)
        {
            x = functional.relu(layers[layer].call(x));
            x = training ? DropoutMask.Apply(x, batch, dropout, place + (uint)layer) : x;
        }
        return layers[^1].call(x);
    }
}
