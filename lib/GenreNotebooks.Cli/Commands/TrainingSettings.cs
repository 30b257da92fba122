using System.CommandLine;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The command line's training options. Each is an option of <c>train</c> and an axis of <c>sweep</c>.</summary>
internal static class TrainingSettings
{
    public static IReadOnlyList<TrainingSetting> All { get; } =
    [
        Of("--epochs", "Passes over the training songs.", OptionValue.Whole, run => run.Epochs, (run, value) => run with { Epochs = value }),
        Of("--batch-size", "Songs per batch.", OptionValue.Whole, run => run.BatchSize, (run, value) => run with { BatchSize = value }),
        Of("--learning-rate", "Adam's learning rate.", OptionValue.Decimal, run => run.LearningRate, (run, value) => run with { LearningRate = value }),
        Of("--embedding", "Dimension of a token's embedding.", OptionValue.Whole, run => run.EmbeddingDim, (run, value) => run with { EmbeddingDim = value }),
        Of("--min-frequency", "Ignore tokens that occur in fewer training songs.", OptionValue.Whole, run => run.MinFrequency, (run, value) => run with { MinFrequency = value }),
        Of("--pooling", "How to combine a song's token vectors into one.", OptionValue.Word(Enum.GetValues<Pooling>()), run => run.Pooling, (run, value) => run with { Pooling = value }),
        Of("--depth", "Hidden layers on each side, lyrics and features; auto: as in the post.", OptionValue.WholeOrAuto, run => run.Depth, (run, value) => run with { Depth = value }),
        Of("--lyrics-depth", "Hidden layers on the lyrics' side; auto: as --depth.", OptionValue.WholeOrAuto, run => run.LyricsDepth, (run, value) => run with { LyricsDepth = value }),
        Of("--hidden", "Width of hidden layers; auto: as in the post, or 32 if --depth is given.", OptionValue.WholeOrAuto, run => run.HiddenDim, (run, value) => run with { HiddenDim = value }),
        Of("--scaling", "Scaling of the features.", OptionValue.Word(Enum.GetValues<FeatureScaling>()), run => run.FeatureScaling, (run, value) => run with { FeatureScaling = value }),
        new TrainingSwitch("--with-year", "Add the year of release as a feature.", run => run with { WithYear = true }),
        Of("--token-dropout", "Share of a song's tokens dropped at each step.", OptionValue.Decimal, run => run.TokenDropout, (run, value) => run with { TokenDropout = value }),
        Of("--feature-dropout", "Dropout after each hidden layer of the features' side.", OptionValue.Decimal, run => run.FeatureDropout, (run, value) => run with { FeatureDropout = value }),
        Of("--weight-decay", "AdamW's weight decay.", OptionValue.Decimal, run => run.WeightDecay, (run, value) => run with { WeightDecay = value }),
        Of("--label-smoothing", "Share of each label spread over all genres.", OptionValue.Decimal, run => run.LabelSmoothing, (run, value) => run with { LabelSmoothing = value }),
        Of("--patience", "Stop after this many epochs without a lower loss on validation songs, a fifth of the training songs, and restore the best epoch's weights; 0: never.", OptionValue.Whole, run => run.Patience, (run, value) => run with { Patience = value }),
        Of("--genres", "The post's four genres, or all genres of the songs.", OptionValue.Word(Enum.GetValues<GenreChoice>()), run => run.Genres, (run, value) => run with { Genres = value }),
        Of("--dropout", "Dropout on the lyrics' side.", OptionValue.Decimal, run => run.Dropout, (run, value) => run with { Dropout = value }),
        Of("--max-length", "Number of tokens to truncate or pad each song to.", OptionValue.Whole, run => run.MaxLength, (run, value) => run with { MaxLength = value }),
        Of("--split", "How to choose test songs; artist keeps all songs of an artist on one side.", OptionValue.Word(Enum.GetValues<SplitKind>()), run => run.Split, (run, value) => run with { Split = value }),
        Of("--device", "Device to train on.", OptionValue.Word("auto", "cpu", "cuda"), run => run.Device, (run, value) => run with { Device = value }),
        new TrainingSwitch(
            "--keep-optimizer", "Keep one Adam optimizer for the whole run; the post creates a new one each epoch.", run => run with { ResetOptimizerEachEpoch = false }),
        new TrainingSwitch(
            "--cosine-decay", "Decay the learning rate to 0 along a cosine; the post keeps it constant.", run => run with { CosineDecay = true }),
        new TrainingSwitch(
            "--no-test-dropout", "Measure each epoch's test accuracy with dropout off; the post leaves it on.", run => run with { DropoutWhileTesting = false }),
    ];

    private static TrainingSetting<T> Of<T>(
        string name, string description, OptionValue<T> kind, Func<TrainingOptions, T> get, Func<TrainingOptions, T, TrainingOptions> set) =>
        new(name, description, kind, get, set);
}

/// <summary>A training option: one value for <c>train</c>, a list of values (an axis) for <c>sweep</c>.</summary>
internal abstract class TrainingSetting
{
    public abstract Option One { get; }

    public abstract Option Axis { get; }

    /// <summary>Sets the value of <see cref="One"/>, if given.</summary>
    public abstract TrainingOptions Read(ParseResult arguments, TrainingOptions options);

    /// <summary>The values of <see cref="Axis"/>, each with the arguments for that one value; if not given, one without arguments.</summary>
    public abstract IEnumerable<(string[] Words, Func<TrainingOptions, TrainingOptions> Set)> ReadAxis(ParseResult arguments);
}

/// <inheritdoc/>
internal sealed class TrainingSetting<T>(
    string name, string description, OptionValue<T> kind, Func<TrainingOptions, T> get, Func<TrainingOptions, T, TrainingOptions> set) : TrainingSetting
{
    private readonly ValueOption<T> one = kind.One(name, description, get(new()));
    private readonly Option<T[]> axis = kind.List(name, $"{description} [default: {kind.Write(get(new()))}]");

    public override Option One => one;

    public override Option Axis => axis;

    public override TrainingOptions Read(ParseResult arguments, TrainingOptions options)
    {
        if (arguments.GetResult(one) is not { Implicit: false })
        {
            return options;
        }
        var value = one.Of(arguments);
        Checked(value);
        return set(options, value);
    }

    public override IEnumerable<(string[] Words, Func<TrainingOptions, TrainingOptions> Set)> ReadAxis(ParseResult arguments) =>
        arguments.GetValue(axis) is { Length: > 0 } values
            ? values.Select<T, (string[], Func<TrainingOptions, TrainingOptions>)>(value => ([name, Checked(value)], options => set(options, value)))
            : [([], options => options)];

    private string Checked(T value)
    {
        var text = kind.Write(value);
        try
        {
            set(new(), value).Validated();
            return text;
        }
        catch (InputException exception)
        {
            throw new InputException($"{name} {text}: expected {exception.Expected}.", exception);
        }
    }
}

/// <summary>A training option without a value.</summary>
internal sealed class TrainingSwitch(string name, string description, Func<TrainingOptions, TrainingOptions> set) : TrainingSetting
{
    private readonly Option<bool> option = new(name) { Description = description };

    public override Option One => option;

    public override Option Axis => option;

    public override TrainingOptions Read(ParseResult arguments, TrainingOptions options) => arguments.GetValue(option) ? set(options) : options;

    public override IEnumerable<(string[] Words, Func<TrainingOptions, TrainingOptions> Set)> ReadAxis(ParseResult arguments) =>
        [arguments.GetValue(option) ? ([name], set) : ([], options => options)];
}
