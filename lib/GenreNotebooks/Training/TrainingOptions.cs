using GenreNotebooks.Data;

namespace GenreNotebooks.Training;

/// <summary>Everything that may differ between two runs. The defaults are the post's.</summary>
public sealed record TrainingOptions
{
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

    /// <summary>The share of elements that the lyrics network's dropout sets to zero, 0 up to but not 1. Default 0.2.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Ids a song is truncated or padded to. Default 512.</summary>
    public int MaxLength { get; init; } = 512;

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

    /// <summary>Returns these options if every one is in its range.</summary>
    /// <exception cref="InputException">One is not: the message names it, its value and the range.</exception>
    public TrainingOptions Validated()
    {
        Require(Epochs >= 1, nameof(Epochs), Epochs, "1 or more");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "1 or more");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "a number above 0");
        Require(EmbeddingDim is >= 1 and <= 4096, nameof(EmbeddingDim), EmbeddingDim, "1 to 4096");
        Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "0 up to, but not, 1");
        Require(MaxLength is >= 2 and <= 512, nameof(MaxLength), MaxLength, "2 to 512");
        Require(Enum.IsDefined(Split), nameof(Split), Split, "random, stratified or artist");
        Require(Device is "auto" or "cpu" or "cuda", nameof(Device), Device, "auto, cpu or cuda");
        return this;
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="progress">The share of the run's steps before it, 0 up to but not 1.</param>
    internal double LearningRateAt(double progress) =>
        CosineDecay ? LearningRate * (1 + Math.Cos(Math.PI * progress)) / 2 : LearningRate;

    private static void Require(bool holds, string option, object value, string expected)
    {
        if (!holds)
        {
            throw new InputException(FormattableString.Invariant($"The option {option} is {value}: expected {expected}."));
        }
    }
}
