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
        (Statistics, dropout, Width) = (songs, options.FeatureDropout, options.HiddenDim ?? 64);
        lyrics = inputs == ModelKind.Metadata ? null : new(options, songs, flat: null, [Width]);
        features = inputs == ModelKind.Lyrics ? null : new(options, songs, [.. Enumerable.Repeat(Width, options.Depth ?? 1), Width]);
        answer = Linear(Width, classes);
        RegisterComponents();
    }

    /// <summary>The length of a song's vector.</summary>
    public int Width { get; }

    /// <summary>The statistics of the training songs.</summary>
    public SongStatistics Statistics { get; }

    /// <summary>The vector of each song, <c>[batch, width]</c>.</summary>
    public Tensor Encode(SongBatch batch)
    {
        using Scalar one = 1;
        var (ofLyrics, ofFeatures) = (lyrics?.call(batch), features?.call(batch));
        return functional.relu(ofLyrics is null ? ofFeatures! : ofFeatures is null ? ofLyrics : ofLyrics.add(ofFeatures, one));
    }

    /// <summary>The logits of sets of songs, <c>[sets, classes]</c>.</summary>
    /// <param name="means">The mean vector of each set, <c>[sets, width]</c>.</param>
    public Tensor Answer(Tensor means) => answer.call(means);

    /// <summary>For each song the logits of its set, <c>[batch, classes]</c>.</summary>
    public override Tensor forward(SongBatch batch)
    {
        using Scalar one = 1;
        var vectors = Encode(batch);
        var sums = zeros(batch.SetSizes.shape[0], Width, device: vectors.device).index_add(0, batch.SetOfSong, vectors, one);
        var means = sums / batch.SetSizes;
        return Answer(training ? DropoutMask.Apply(means, batch, dropout, AnswerPlace) : means).index_select(0, batch.SetOfSong);
    }
}
