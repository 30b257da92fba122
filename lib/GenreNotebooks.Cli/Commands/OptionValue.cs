using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Commands;

/// <summary>How a value is written on the command line, alone or in a list with commas.</summary>
/// <param name="Expected">The expected value, for messages.</param>
/// <param name="HelpName">The name of a value in the help.</param>
/// <param name="Read">Parses a value.</param>
/// <param name="Write">Writes a value so that <paramref name="Read"/> can parse it.</param>
internal sealed record OptionValue<T>(string Expected, string HelpName, Func<string, (T Value, bool Fits)> Read, Func<T, string> Write)
{
    /// <summary>An option with one value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">The description.</param>
    /// <param name="otherwise">The value if the option is not given.</param>
    public ValueOption<T> One(string name, string description, T otherwise) => new(name, this, otherwise) { Description = description, HelpName = HelpName };

    /// <summary>An argument.</summary>
    public Argument<T> Argument(string name, string description) => new(name)
    {
        Description = description,
        HelpName = HelpName,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var (value, fits) = Read(text);
            if (!fits)
            {
                result.AddError($"{name} {text}: expected {Expected}.");
            }
            return value;
        },
    };

    /// <summary>Any number of arguments.</summary>
    public Argument<T[]> Arguments(string name, string description) => new(name)
    {
        Description = description,
        HelpName = HelpName,
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result =>
        {
            if (result.Tokens.FirstOrDefault(token => !Read(token.Value).Fits) is { } odd)
            {
                result.AddError($"{name} {odd.Value}: expected {Expected}, or several with spaces between them.");
                return null;
            }
            return [.. result.Tokens.Select(token => Read(token.Value).Value)];
        },
    };

    /// <summary>An option with a list of values; empty if it is not given.</summary>
    public Option<T[]> List(string name, string description) => new(name)
    {
        Description = description,
        HelpName = $"{HelpName},…",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var items = text.Split(',');
            if (Array.Find(items, item => !Read(item).Fits) is { } odd)
            {
                result.AddError($"{name} {text}: found '{odd}', expected {Expected}, or several with commas between them.");
                return null;
            }
            return [.. items.Select(item => Read(item).Value)];
        },
    };
}

/// <summary>An option whose value is kept as it is typed, so that the help shows a default as it is typed too.</summary>
internal sealed class ValueOption<T> : Option<string>
{
    private readonly OptionValue<T> kind;

    public ValueOption(string name, OptionValue<T> kind, T otherwise) : base(name)
    {
        this.kind = kind;
        DefaultValueFactory = _ => kind.Write(otherwise);
        Validators.Add(result =>
        {
            if (result.Tokens is [var text] && !kind.Read(text.Value).Fits)
            {
                result.AddError($"{name} {text.Value}: expected {kind.Expected}.");
            }
        });
    }

    /// <summary>The value given on a command line, or the default.</summary>
    public T Of(ParseResult arguments) => kind.Read(arguments.GetRequiredValue(this)).Value;
}

/// <summary>The kinds of values.</summary>
internal static class OptionValue
{
    /// <summary>An option with one value; null if it is not given.</summary>
    public static Option<T?> OrNone<T>(this OptionValue<T> kind, string name, string description) where T : struct => new(name)
    {
        Description = description,
        HelpName = kind.HelpName,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var (value, fits) = kind.Read(text);
            if (!fits)
            {
                result.AddError($"{name} {text}: expected {kind.Expected}.");
            }
            return value;
        },
    };

    /// <summary>A length of a figure.</summary>
    public static OptionValue<Length> Length { get; } = new(
        "a length such as 84mm, 3.3in, 12cm or 800 (pixels)", "LENGTH", text => (Plots.Length.TryParse(text, out var length) ? length : default, Plots.Length.TryParse(text, out _)), length => length.ToString());

    public static OptionValue<int> Whole { get; } = new(
        "a whole number",
        "N",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? (value, true) : default,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A random seed.</summary>
    public static OptionValue<int> Seed { get; } = Whole with
    {
        Expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {RandomSeed.Largest}"),
        Read = text => Whole.Read(text) is ( >= 0 and <= RandomSeed.Largest and var seed, true) ? (seed, true) : default,
    };

    /// <summary>A whole number, or <c>auto</c> for the value of the post.</summary>
    public static OptionValue<int?> WholeOrAuto { get; } = new(
        "a whole number or auto",
        "auto|N",
        text => text == "auto" ? (null, true) : Whole.Read(text) is (var value, true) ? (value, true) : default,
        value => value is int number ? Whole.Write(number) : "auto");

    /// <summary>A network, or its inputs.</summary>
    public static OptionValue<ModelKind> Model { get; } = Word(Enum.GetValues<ModelKind>()) with { Expected = "lyrics, metadata or combined (formerly called both)" };

    // No thousands separators, which .NET accepts by default: 0,001 would be 1.
    public static OptionValue<double> Decimal { get; } = new(
        "a number such as 0.25",
        "X",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? (value, true) : default,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>One of some values, by their names in lower case, with hyphens between words.</summary>
    public static OptionValue<T> Word<T>(params IReadOnlyList<T> values) where T : notnull
    {
        string[] words = [.. values.Select(NameOf)];
        return new(
            $"{string.Join(", ", words[..^1])} or {words[^1]}",
            string.Join('|', words),
            text => Array.IndexOf(words, text) is >= 0 and var index ? (values[index], true) : (default!, false),
            NameOf);
    }

    private static string NameOf<T>(T value) where T : notnull => value is Enum ? JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!) : value.ToString()!.ToLowerInvariant();
}

/// <summary>Options that name a file or a folder.</summary>
internal static class PathOption
{
    /// <summary>An option that may be left out but not be empty, as from an unset shell variable.</summary>
    public static Option<string?> Create(string name, string helpName, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string?>()))
            {
                result.AddError($"{name} is empty: expected a path.");
            }
        });
        return option;
    }
}
