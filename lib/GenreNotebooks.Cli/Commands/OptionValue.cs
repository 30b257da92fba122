using System.CommandLine;
using System.Globalization;

namespace GenreNotebooks.Cli.Commands;

/// <summary>How a value is written on the command line, alone or in a list with commas.</summary>
/// <param name="Expected">What a message says is expected.</param>
/// <param name="HelpName">What the help calls a value.</param>
/// <param name="Read">Reads a value; null if it is none.</param>
/// <param name="Write">Writes a value as <paramref name="Read"/> takes it.</param>
internal sealed record OptionValue<T>(string Expected, string HelpName, Func<string, (T Value, bool Fits)> Read, Func<T, string> Write)
{
    /// <summary>An option with one value.</summary>
    public Option<T> One(string name, string description, T otherwise) => new(name)
    {
        Description = description,
        HelpName = HelpName,
        DefaultValueFactory = _ => otherwise,
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

internal static class OptionValue
{
    public static OptionValue<int> Whole { get; } = new(
        "a whole number",
        "N",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? (value, true) : default,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A whole number, or none: what is then taken is the post's.</summary>
    public static OptionValue<int?> WholeOrAuto { get; } = new(
        "a whole number or auto",
        "auto|N",
        text => text == "auto" ? (null, true) : Whole.Read(text) is (var value, true) ? (value, true) : default,
        value => value is int number ? Whole.Write(number) : "auto");

    // Not with separators of thousands, which .NET takes by default: 0,001 would be 1.
    public static OptionValue<double> Decimal { get; } = new(
        "a number such as 0.25",
        "X",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? (value, true) : default,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>One of some values, by their names in lower case.</summary>
    public static OptionValue<T> Word<T>(params IReadOnlyList<T> values) where T : notnull
    {
        string[] words = [.. values.Select(NameOf)];
        return new(
            $"{string.Join(", ", words[..^1])} or {words[^1]}",
            string.Join('|', words),
            text => Array.IndexOf(words, text) is >= 0 and var index ? (values[index], true) : (default!, false),
            NameOf);
    }

    private static string NameOf<T>(T value) where T : notnull => value.ToString()!.ToLowerInvariant();
}
