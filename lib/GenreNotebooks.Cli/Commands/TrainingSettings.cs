using GenreNotebooks.Data;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The options of a training run on the command line, for every verb that trains. A line here is an option of train and an axis of sweep.</summary>
internal static class TrainingSettings
{
    public static IReadOnlyList<TrainingSetting> All { get; } =
    [
        Of("--epochs", "Passes over the training songs.", OptionValue.Whole, run => run.Epochs, (run, value) => run with { Epochs = value }),
        Of("--batch-size", "Songs a step.", OptionValue.Whole, run => run.BatchSize, (run, value) => run with { BatchSize = value }),
        Of("--learning-rate", "Adam's learning rate.", OptionValue.Decimal, run => run.LearningRate, (run, value) => run with { LearningRate = value }),
        Of("--embedding", "Numbers a token is embedded in.", OptionValue.Whole, run => run.EmbeddingDim, (run, value) => run with { EmbeddingDim = value }),
        Of("--dropout", "Dropout of the lyrics network.", OptionValue.Decimal, run => run.Dropout, (run, value) => run with { Dropout = value }),
        Of("--max-length", "Tokens a song is cut or padded to.", OptionValue.Whole, run => run.MaxLength, (run, value) => run with { MaxLength = value }),
        Of("--split", "How test songs are chosen.", OptionValue.Word(Enum.GetValues<SplitKind>()), run => run.Split, (run, value) => run with { Split = value }),
        Of("--device", "What to train on.", OptionValue.Word("auto", "cpu", "cuda"), run => run.Device, (run, value) => run with { Device = value }),
        new TrainingSwitch(
            "--keep-optimizer", "Keep one Adam for the whole run; the post makes a new one each epoch.", run => run with { ResetOptimizerEachEpoch = false }),
        new TrainingSwitch(
            "--cosine-decay", "Let the learning rate fall along a cosine to 0; the post keeps it.", run => run with { CosineDecay = true }),
        new TrainingSwitch(
            "--no-test-dropout", "Measure each epoch's test accuracy with dropout off; the post leaves it on.", run => run with { DropoutWhileTesting = false }),
    ];

    private static TrainingSetting<T> Of<T>(
        string name, string description, OptionValue<T> kind, Func<TrainingOptions, T> get, Func<TrainingOptions, T, TrainingOptions> set) =>
        new(name, description, kind, get, set);
}
