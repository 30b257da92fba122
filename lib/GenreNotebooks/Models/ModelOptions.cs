using System.Text.Json.Serialization;
using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Models;

/// <summary>How a song's token vectors become one vector.</summary>
public enum Pooling
{
    /// <summary>The mean over all positions, including padding, as in the post.</summary>
    Padded,

    /// <summary>The mean over the song's own tokens.</summary>
    Mean,

    /// <summary>The sum weighted by TF-IDF, see <see cref="TermWeights"/>.</summary>
    Tfidf,

    /// <summary>The mean weighted by a learnt score, with a softmax over the song's own tokens.</summary>
    Attention,
}

/// <summary>
/// The architecture of a network. The defaults are the post's. A network ignores options for an input that it does not have.
/// </summary>
public record ModelOptions
{
    /// <summary>The seed for the initial weights and, in a training run, for the split, the order of the songs and dropout, see <see cref="RandomSeed"/>. Default 0; the post gives none.</summary>
    public int Seed { get; init; }

    /// <summary>The size of a token's vector, 1 to 4096. Default 32.</summary>
    public int EmbeddingDim { get; init; } = 32;

    /// <summary>
    /// The share of elements that dropout sets to zero on the lyrics side, at least 0 and below 1. Default 0.2. With the post's layers, only the
    /// lyrics network has dropout, before pooling; with <see cref="Depth"/> or <see cref="LyricsDepth"/>, it follows pooling and each hidden layer.
    /// </summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>How a song's token vectors become one. Default <see cref="Pooling.Padded"/>, as in the post.</summary>
    public Pooling Pooling { get; init; } = Pooling.Padded;

    /// <summary>
    /// Tokens in fewer training songs are ignored, as if they were deleted from all songs. Default 1: no token is ignored, not even a token
    /// that no training song contains (with TF-IDF those still have weight 0).
    /// </summary>
    public int MinFrequency { get; init; } = 1;

    /// <summary>The share of a song's tokens dropped at each training step, at least 0 and below 1. Default 0.</summary>
    public double TokenDropout { get; init; }

    /// <summary>How features are scaled. Default <see cref="FeatureScaling.None"/>, as in the post.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.None;

    /// <summary>Whether the year of release is an additional feature. Default false.</summary>
    public bool WithYear { get; init; }

    /// <summary>
    /// The number of hidden layers on each side, 0 to 8: after the pooling of the lyrics, and after the features. The logits of both sides are
    /// added. Default null: the layers of the post's networks.
    /// </summary>
    public int? Depth { get; init; }

    /// <summary>The number of hidden layers on the lyrics side, 0 to 8, if different. Default null: same as <see cref="Depth"/>.</summary>
    public int? LyricsDepth { get; init; }

    /// <summary>The size of each hidden layer, 1 to 4096. Default null: the post's sizes or, with a depth, 32, as in the post's lyrics network.</summary>
    public int? HiddenDim { get; init; }

    /// <summary>Dropout after each hidden layer on the features side, at least 0 and below 1. Default 0, as in the post.</summary>
    public double FeatureDropout { get; init; }

    /// <summary>
    /// Whether the network is one of the post's three. Otherwise it is a <see cref="GenreNet"/>, in which each option can be changed on its
    /// own: everything else stays as in the post.
    /// </summary>
    [JsonIgnore]
    public bool IsPostArchitecture =>
        Pooling == Pooling.Padded && MinFrequency == 1 && TokenDropout == 0 && FeatureScaling == FeatureScaling.None && !WithYear
        && HasPostLayers && HiddenDim is null && FeatureDropout == 0;

    /// <summary>Whether the network has the post's layers, in their order.</summary>
    internal bool HasPostLayers => Depth is null && LyricsDepth is null;

    /// <summary>Checks that every option is in its range.</summary>
    /// <exception cref="InputException">An option is out of range; the message gives its name, its value and the range.</exception>
    internal void RequireArchitecture()
    {
        Require(RandomSeed.IsSeed(Seed), nameof(Seed), Seed, RandomSeed.Expected);
        Require(EmbeddingDim is >= 1 and <= 4096, nameof(EmbeddingDim), EmbeddingDim, "1 to 4096");
        Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "at least 0 and below 1");
        Require(Enum.IsDefined(Pooling), nameof(Pooling), Pooling, "padded, mean, tfidf or attention");
        Require(MinFrequency >= 1, nameof(MinFrequency), MinFrequency, "1 or more");
        Require(TokenDropout is >= 0 and < 1, nameof(TokenDropout), TokenDropout, "at least 0 and below 1");
        Require(Enum.IsDefined(FeatureScaling), nameof(FeatureScaling), FeatureScaling, "none, standard or quantile");
        Require(Depth is null or (>= 0 and <= 8), nameof(Depth), Depth!, "0 to 8");
        Require(LyricsDepth is null or (>= 0 and <= 8), nameof(LyricsDepth), LyricsDepth!, "0 to 8");
        Require(HiddenDim is null or (>= 1 and <= 4096), nameof(HiddenDim), HiddenDim!, "1 to 4096");
        Require(FeatureDropout is >= 0 and < 1, nameof(FeatureDropout), FeatureDropout, "at least 0 and below 1");
    }

    private protected static void Require(bool holds, string option, object value, string expected)
    {
        if (!holds)
        {
            throw new InputException(FormattableString.Invariant($"The option {option} is {value}: expected {expected}.")) { Expected = expected };
        }
    }
}
