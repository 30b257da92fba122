using System.Text.Json.Serialization;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Training;

/// <summary>
/// Everything that may differ between two runs. The defaults are the post's. What a network does not read it ignores: that on
/// lyrics, the features' options; that on features, the lyrics'.
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>
    /// The share of the training songs that early stopping measures on and does not learn from, see <see cref="Patience"/>: 0.1, chosen as
    /// <see cref="Split"/> chooses the test songs.
    /// </summary>
    public const double ValidationShare = 0.1;

    /// <summary>Seeds the split, the first weights, the order of the songs and the dropout. Default 0; the post states none.</summary>
    public int Seed { get; init; }

    /// <summary>Passes over the training songs. Default 25.</summary>
    public int Epochs { get; init; } = 25;

    /// <summary>Songs a step. Default 8.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Adam's learning rate. Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Numbers a token is embedded in, 1 to 4096. Default 32.</summary>
    public int EmbeddingDim { get; init; } = 32;

    /// <summary>
    /// The share of elements that dropout on the lyrics' side sets to zero, 0 up to but not 1. Default 0.2. With the post's layers it is
    /// the lyrics network's, before pooling; with <see cref="Depth"/> or <see cref="LyricsDepth"/> it comes after pooling and each hidden layer.
    /// </summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>How a song's token vectors become one. Default <see cref="Pooling.Padded"/>, as in the post.</summary>
    public Pooling Pooling { get; init; } = Pooling.Padded;

    /// <summary>
    /// Tokens met in fewer training songs do not count: it is as if they were deleted from all songs. Default 1: all count, those that
    /// no training song has included (but TF-IDF knows none of those).
    /// </summary>
    public int MinFrequency { get; init; } = 1;

    /// <summary>The share of tokens that a song loses at each step of training, 0 up to but not 1. Default 0.</summary>
    public double TokenDropout { get; init; }

    /// <summary>What is done to the features before they are read. Default <see cref="FeatureScaling.None"/>, as in the post.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.None;

    /// <summary>Whether the year of release is one more feature. Default false.</summary>
    public bool WithYear { get; init; }

    /// <summary>
    /// Hidden layers, 0 to 8, on each side that a network reads: after the pooling of lyrics, and after the features. The logits of both
    /// sides are added. Default null: the layers of the post's networks.
    /// </summary>
    public int? Depth { get; init; }

    /// <summary>Hidden layers on the lyrics' side, 0 to 8, where they are not to be as many as on the other. Default null: <see cref="Depth"/>.</summary>
    public int? LyricsDepth { get; init; }

    /// <summary>Numbers that each hidden layer gives, 1 to 4096. Default null: as in the post; with a depth 32, as in the post's lyrics network.</summary>
    public int? HiddenDim { get; init; }

    /// <summary>Dropout after each hidden layer of the features' side, 0 up to but not 1. Default 0, as in the post.</summary>
    public double FeatureDropout { get; init; }

    /// <summary>
    /// AdamW's decay: each step takes this times the learning rate off every weight. Default 0. An embedding's rows decay from when
    /// the optimizer first meets them; PyTorch's would decay those never met too.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>The share of each song's label that is spread over all genres, 0 up to but not 1. Default 0. Losses are told without it.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// Early stopping: after so many epochs without a lower loss on the validation songs, and after the last epoch, the network gets back
    /// its weights of the best epoch. Default 0: off, and the last epoch counts.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>How many networks, trained from different seeds, vote. Default 1. Only estimators train more, see <see cref="Estimators.NetworkEnsemble"/>.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Ids a song is truncated or padded to. Default 512.</summary>
    public int MaxLength { get; init; } = 512;

    /// <summary>The genres to tell apart. Default <see cref="GenreChoice.Four"/>, the post's.</summary>
    public GenreChoice Genres { get; init; } = GenreChoice.Four;

    /// <summary>How the test songs are chosen. Default <see cref="SplitKind.Random"/>.</summary>
    public SplitKind Split { get; init; } = SplitKind.Random;

    /// <summary>Whether every epoch begins with a fresh Adam, as in the post. Default true; false is the better setting.</summary>
    public bool ResetOptimizerEachEpoch { get; init; } = true;

    /// <summary>Whether the learning rate falls along a cosine to 0 at the end of the run. Default false, as in the post.</summary>
    public bool CosineDecay { get; init; }

    /// <summary>Whether each epoch's test accuracy is measured with dropout on, as in the post. Default true; false is the better setting.</summary>
    public bool DropoutWhileTesting { get; init; } = true;

    /// <summary><c>auto</c> (CUDA when there is one, else the CPU), <c>cpu</c> or <c>cuda</c>. Default <c>auto</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// Whether a network with these options is one of the post's own classes; any other is a <see cref="Models.GenreNet"/>, which takes
    /// each option of architecture alone: the rest of it is then as in the post.
    /// </summary>
    [JsonIgnore]
    public bool IsPostArchitecture =>
        Pooling == Pooling.Padded && MinFrequency == 1 && TokenDropout == 0 && FeatureScaling == FeatureScaling.None && !WithYear
        && HasPostLayers && HiddenDim is null && FeatureDropout == 0;

    /// <summary>Whether a network has as many layers as the post's, and in their order.</summary>
    internal bool HasPostLayers => Depth is null && LyricsDepth is null;

    /// <summary>Returns these options if every one is in its range.</summary>
    /// <exception cref="InputException">One is not: the message names it, its value and the range.</exception>
    public TrainingOptions Validated()
    {
        Require(Epochs >= 1, nameof(Epochs), Epochs, "1 or more");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "1 or more");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "a number above 0");
        Require(EmbeddingDim is >= 1 and <= 4096, nameof(EmbeddingDim), EmbeddingDim, "1 to 4096");
        Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "0 up to, but not, 1");
        RequireArchitecture();
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "0 or more");
        Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "0 up to, but not, 1");
        Require(Patience >= 0, nameof(Patience), Patience, "0 or more");
        Require(Members is >= 1 and <= 1000, nameof(Members), Members, "1 to 1000");
        Require(MaxLength is >= 2 and <= 512, nameof(MaxLength), MaxLength, "2 to 512");
        Require(Enum.IsDefined(Genres), nameof(Genres), Genres, "four or all");
        Require(Enum.IsDefined(Split), nameof(Split), Split, "random, stratified or artist");
        Require(Device is "auto" or "cpu" or "cuda", nameof(Device), Device, "auto, cpu or cuda");
        return this;
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="progress">The share of the run's steps before it, 0 up to but not 1.</param>
    internal double LearningRateAt(double progress) =>
        CosineDecay ? LearningRate * (1 + Math.Cos(Math.PI * progress)) / 2 : LearningRate;

    /// <summary>Returns these options if they are of one network.</summary>
    /// <exception cref="InputException">They are of several that vote.</exception>
    internal TrainingOptions OfOneNetwork()
    {
        Require(Members == 1, nameof(Members), Members, "1: a training run has one network; evaluate has ensembles of them");
        return this;
    }

    private void RequireArchitecture()
    {
        Require(Enum.IsDefined(Pooling), nameof(Pooling), Pooling, "padded, mean, tfidf or attention");
        Require(MinFrequency >= 1, nameof(MinFrequency), MinFrequency, "1 or more");
        Require(TokenDropout is >= 0 and < 1, nameof(TokenDropout), TokenDropout, "0 up to, but not, 1");
        Require(Enum.IsDefined(FeatureScaling), nameof(FeatureScaling), FeatureScaling, "none, standard or quantile");
        Require(Depth is null or (>= 0 and <= 8), nameof(Depth), Depth!, "0 to 8, or none for the post's layers");
        Require(LyricsDepth is null or (>= 0 and <= 8), nameof(LyricsDepth), LyricsDepth!, "0 to 8, or none for as many as on the other side");
        Require(HiddenDim is null or (>= 1 and <= 4096), nameof(HiddenDim), HiddenDim!, "1 to 4096, or none for the post's");
        Require(FeatureDropout is >= 0 and < 1, nameof(FeatureDropout), FeatureDropout, "0 up to, but not, 1");
    }

    private static void Require(bool holds, string option, object value, string expected)
    {
        if (!holds)
        {
            throw new InputException(FormattableString.Invariant($"The option {option} is {value}: expected {expected}."));
        }
    }
}
