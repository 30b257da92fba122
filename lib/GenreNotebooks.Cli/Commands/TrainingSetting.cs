using System.CommandLine;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary>An option of a training run: with one value for <c>train</c>, with a list of values, an axis, for <c>sweep</c>.</summary>
internal abstract class TrainingSetting
{
    public abstract Option One { get; }

    public abstract Option Axis { get; }

    /// <summary>The options with the value that <see cref="One"/> was given, if it was.</summary>
    public abstract TrainingOptions Read(ParseResult arguments, TrainingOptions options);

    /// <summary>The values that <see cref="Axis"/> was given, each with the words that give it alone; one without words if none.</summary>
    public abstract IEnumerable<(string[] Words, Func<TrainingOptions, TrainingOptions> Set)> ReadAxis(ParseResult arguments);
}

/// <inheritdoc/>
internal sealed class TrainingSetting<T>(
    string name, string description, OptionValue<T> kind, Func<TrainingOptions, T> get, Func<TrainingOptions, T, TrainingOptions> set) : TrainingSetting
{
    private readonly Option<T> one = kind.One(name, description, get(new()));
    private readonly Option<T[]> axis = kind.List(name, $"{description} [default: {kind.Write(get(new()))}]");

    public override Option One => one;

    public override Option Axis => axis;

    public override TrainingOptions Read(ParseResult arguments, TrainingOptions options) =>
        arguments.GetResult(one) is { Implicit: false } ? set(options, arguments.GetValue(one)!) : options;

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
            throw new InputException($"{name} {text}: {exception.Message}", exception);
        }
    }
}

/// <summary>An option of a training run that is given or not.</summary>
internal sealed class TrainingSwitch(string name, string description, Func<TrainingOptions, TrainingOptions> set) : TrainingSetting
{
    private readonly Option<bool> option = new(name) { Description = description };

    public override Option One => option;

    public override Option Axis => option;

    public override TrainingOptions Read(ParseResult arguments, TrainingOptions options) => arguments.GetValue(option) ? set(options) : options;

    public override IEnumerable<(string[] Words, Func<TrainingOptions, TrainingOptions> Set)> ReadAxis(ParseResult arguments) =>
        [arguments.GetValue(option) ? ([name], set) : ([], options => options)];
}
