using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>
/// A network that judges sets of songs by one artist: each song becomes a vector, and a layer judges the mean of the vectors (Zaheer and
/// others, <i>Deep Sets</i>, 2017). With sets of one song it judges single songs.
/// </summary>
internal sealed class SetNet : Module<SongBatch, Tensor>
{
    private const uint AnswerPlace = 64;

    private readonly int width;
    private readonly double dropout;
    private readonly LyricsSide? lyrics;
    private readonly FeaturesSide? features;
    private readonly Linear answer;

    /// <summary>Creates the network with random weights drawn from torch's current random state.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="options">The options.</param>
    /// <param name="songs">The statistics of the training songs.</param>
    /// <param name="classes">The number of genres.</param>
    public SetNet(ModelKind inputs, ModelOptions options, SongStatistics songs, int classes)
        : base(nameof(SetNet))
    {
        (Statistics, Classes, dropout, width) = (songs, classes, options.FeatureDropout, options.HiddenDim ?? 64);
        lyrics = inputs == ModelKind.Metadata ? null : new(options, songs, flat: null, [width]);
        features = inputs == ModelKind.Lyrics ? null : new(options, songs, [.. Enumerable.Repeat(width, options.Depth ?? 1), width]);
        answer = Linear(width, classes);
        RegisterComponents();
    }

    /// <summary>The number of genres.</summary>
    public int Classes { get; }

    /// <summary>The statistics of the training songs.</summary>
    public SongStatistics Statistics { get; }

    /// <summary>The logits of each song alone, <c>[batch, classes]</c>. As the last layer is linear, those of a set are their mean (dropout off).</summary>
    public Tensor SongLogits(SongBatch batch) => answer.call(Encode(batch));

    /// <summary>For each song the logits of its set, <c>[batch, classes]</c>.</summary>
    public override Tensor forward(SongBatch batch)
    {
        using Scalar one = 1;
        var vectors = Encode(batch);
        var sums = zeros(batch.SetSizes.shape[0], width, device: vectors.device).index_add(0, batch.SetOfSong, vectors, one);
        var means = sums / batch.SetSizes;
        return answer.call(training ? DropoutMask.Apply(means, batch, dropout, AnswerPlace) : means).index_select(0, batch.SetOfSong);
    }

    /// <summary>The vector of each song, <c>[batch, width]</c>.</summary>
    private Tensor Encode(SongBatch batch)
    {
        using Scalar one = 1;
        var (ofLyrics, ofFeatures) = (lyrics?.call(batch), features?.call(batch));
        return functional.relu(ofLyrics is null ? ofFeatures! : ofFeatures is null ? ofLyrics : ofLyrics.add(ofFeatures, one));
    }
}
