using GenreNotebooks.Training;

namespace GenreNotebooks.Models;

/// <summary>All settings of a <see cref="GenreNet"/> and its training. The defaults were chosen on validation parts of training songs.</summary>
public sealed record Recipe
{
    /// <summary>What the network reads. Default <see cref="ModelKind.Combined"/>: lyrics and features.</summary>
    public ModelKind Inputs { get; init; } = ModelKind.Combined;

    /// <summary>Whether the year of release is one more feature. Default false.</summary>
    public bool WithYear { get; init; }

    /// <summary>Tokens in fewer training songs do not count. Default 5.</summary>
    public int MinFrequency { get; init; } = 5;

    /// <summary>Numbers that each layer of the features' side gives. Default 128.</summary>
    public int HiddenDim { get; init; } = 128;

    /// <summary>The share of tokens that a song loses in training, 0 up to but not 1. Default 0.5.</summary>
    public double TokenDropout { get; init; } = 0.5;

    /// <summary>Dropout after each layer of the features' side, 0 up to but not 1. Default 0.3.</summary>
    public double FeatureDropout { get; init; } = 0.3;

    /// <summary>How many networks, trained from different seeds, vote. Default 5.</summary>
    public int Members { get; init; } = 5;

    /// <summary>Epochs, batch size, learning rate, embedding dimension, dropout of the pooled lyrics.</summary>
    public TrainingOptions Training { get; init; } = new()
    {
        Epochs = 8,
        BatchSize = 32,
        EmbeddingDim = 64,
        Dropout = 0.3,
        CosineDecay = true,
        ResetOptimizerEachEpoch = false,
        DropoutWhileTesting = false,
        Device = "cpu",
    };
}
