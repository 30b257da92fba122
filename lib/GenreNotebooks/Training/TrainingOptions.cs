using System.Reflection;
using System.Text.Json;
using GenreNotebooks.Data;
using GenreNotebooks.Models;

namespace GenreNotebooks.Training;

/// <summary>
/// All settings of a run: the network's architecture, its training and its songs. The defaults are the post's.
/// </summary>
public sealed record TrainingOptions : ModelOptions
{
    /// <summary>The names in records of the options that every network has: the seed and those of training, not those of the post's architecture.</summary>
    internal static readonly IReadOnlySet<string> Names = typeof(TrainingOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .Select(option => option.Name).Append(nameof(Seed)).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).ToHashSet();

    /// <summary>The number of passes over the training songs. Default 25.</summary>
    public int Epochs { get; init; } = 25;

    /// <summary>The number of songs in a batch. Default 8.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Adam's learning rate. Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// AdamW's weight decay: each step shrinks every weight by this times the learning rate. Default 0. A row of an embedding starts to decay
    /// with its first gradient; in PyTorch all rows decay from the start.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>The share of each song's label that is spread over all genres, at least 0 and below 1. Default 0. Reported losses do not include it.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// Early stopping: the number of epochs without a lower validation loss after which training stops. The validation songs are a fifth of the
    /// training songs, see <see cref="Data.Split.ValidationShare"/>, and are not trained on. At the end the weights of the best epoch are
    /// restored. Default 0: no early stopping, the last epoch's weights are kept.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>The number of networks in an ensemble, trained with different seeds. Default 1. Only estimators and saved models accept more.</summary>
    public int Members { get; init; } = 1;

    /// <summary>The number of token ids that songs are truncated or padded to. Default 512.</summary>
    public int MaxLength { get; init; } = 512;

    /// <summary>The genres to classify. Default <see cref="GenreChoice.Four"/>, the post's.</summary>
    public GenreChoice Genres { get; init; } = GenreChoice.Four;

    /// <summary>How test songs are chosen. Default <see cref="SplitKind.Random"/>.</summary>
    public SplitKind Split { get; init; } = SplitKind.Random;

    /// <summary>Whether each epoch starts with a new Adam optimizer, as in the post. Default true; false is better.</summary>
    public bool ResetOptimizerEachEpoch { get; init; } = true;

    /// <summary>Whether the learning rate decays along a cosine to 0 at the end of the run. Default false, as in the post.</summary>
    public bool CosineDecay { get; init; }

    /// <summary>Whether test accuracy is measured with dropout enabled, as in the post. Default true; false is better.</summary>
    public bool DropoutWhileTesting { get; init; } = true;

    /// <summary><c>auto</c> (CUDA if available, else the CPU), <c>cpu</c> or <c>cuda</c>. Default <c>auto</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Returns these options if all are in range.</summary>
    /// <exception cref="InputException">An option is out of range; the message gives its name, its value and the range.</exception>
    public TrainingOptions Validated()
    {
        RequireArchitecture();
        Require(Epochs >= 1, nameof(Epochs), Epochs, "1 or more");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "1 or more");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "a number above 0");
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "0 or more");
        Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "at least 0 and below 1");
        Require(Patience >= 0, nameof(Patience), Patience, "0 or more");
        Require(Members is >= 1 and <= 1000, nameof(Members), Members, "1 to 1000");
        Require(MaxLength is >= 2 and <= 512, nameof(MaxLength), MaxLength, "2 to 512");
        Require(Enum.IsDefined(Genres), nameof(Genres), Genres, "four or all");
        Require(Enum.IsDefined(Split), nameof(Split), Split, "random, stratified or artist");
        Require(Device is "auto" or "cpu" or "cuda", nameof(Device), Device, "auto, cpu or cuda");
        return this;
    }

    /// <summary>The learning rate at a point of the run, as a share of <see cref="LearningRate"/>.</summary>
    /// <param name="progress">The share of the run's steps done so far, at least 0 and below 1.</param>
    internal double LearningRateFactorAt(double progress) => CosineDecay ? (1 + Math.Cos(Math.PI * progress)) / 2 : 1;

    /// <summary>Returns these options if they describe a single network.</summary>
    /// <exception cref="InputException">They describe an ensemble.</exception>
    internal TrainingOptions OfOneNetwork()
    {
        Require(Members == 1, nameof(Members), Members, "1: a training run trains one network; use evaluate for ensembles");
        return this;
    }
}
