using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>
/// The network for all options of architecture that the post's own three have not. Without a depth its layers are theirs, so that one
/// option can be changed alone; with one, each side has hidden layers of its own and the logits of both are added.
/// </summary>
public sealed class GenreNet : Module<SongBatch, Tensor>
{
    private readonly FeaturesSide? features;
    private readonly LyricsSide? lyrics;
    private readonly DenseLayers? combine;

    /// <summary>Creates the network with random weights drawn from torch's current random state.</summary>
    /// <param name="inputs">What it reads.</param>
    /// <param name="options">All options of architecture are read.</param>
    /// <param name="songs">What is known of the songs it will learn from.</param>
    /// <param name="classes">The number of genres.</param>
    internal GenreNet(ModelKind inputs, TrainingOptions options, SongStatistics songs, int classes)
        : base(LibTorch.Ready(nameof(GenreNet)))
    {
        Statistics = songs;
        var (post, joined) = (options.HasPostLayers, options.HasPostLayers && inputs == ModelKind.Combined);
        if (joined)
        {
            features = new(options, songs, Widths(18, 12, 8)); // first, so that the same seed gives the post's first weights
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

    /// <summary>What it knows of the songs it learns from.</summary>
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
