using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.NotebookTests;

/// <summary>Every option of a training run except its seed, none with its default: as arguments and as <c>TrainingOptions</c>.</summary>
internal static class EveryOption
{
    public static string[] Words { get; } =
        ("--epochs 1 --batch-size 64 --learning-rate 0.01 --embedding 3 --dropout 0.5 --max-length 40 --split stratified --min-frequency 2 "
        + "--pooling attention --depth 1 --lyrics-depth 0 --hidden 9 --scaling standard --with-year --token-dropout 0.1 --feature-dropout 0.2 "
        + "--weight-decay 0.01 --label-smoothing 0.05 --patience 7 --genres all --keep-optimizer --cosine-decay --no-test-dropout --device cpu").Split(' ');

    public static TrainingOptions Options { get; } = new()
    {
        Epochs = 1,
        BatchSize = 64,
        LearningRate = 0.01,
        EmbeddingDim = 3,
        Dropout = 0.5,
        Pooling = Pooling.Attention,
        MinFrequency = 2,
        TokenDropout = 0.1,
        FeatureScaling = FeatureScaling.Standard,
        WithYear = true,
        Depth = 1,
        LyricsDepth = 0,
        HiddenDim = 9,
        FeatureDropout = 0.2,
        WeightDecay = 0.01,
        LabelSmoothing = 0.05,
        Patience = 7,
        Genres = GenreChoice.All,
        MaxLength = 40,
        Split = SplitKind.Stratified,
        Device = "cpu",
        ResetOptimizerEachEpoch = false,
        CosineDecay = true,
        DropoutWhileTesting = false,
    };
}
