using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>
/// Checks what a chart is given before it is drawn, because plotly.js draws anything: bars of one name stack, values outside an axis are cut off. All
/// messages name the chart, the argument, the value found and what is expected.
/// </summary>
/// <param name="title">The chart's title.</param>
internal sealed partial class ChartInput(string title)
{
    /// <summary>Checks one condition.</summary>
    /// <exception cref="InputException">It does not hold.</exception>
    public void Require([DoesNotReturnIf(false)] bool holds, string argument, string found, string expected)
    {
        if (!holds)
        {
            throw new InputException($"The chart '{MessageText.Shortened(title)}', {MessageText.Shortened(argument)}: found {found}, expected {expected}.");
        }
    }

    /// <summary>Checks that there is at least one name, and that all differ as they are drawn.</summary>
    public void RequireNames(string argument, IReadOnlyList<string> names, string kind = "name")
    {
        Require(names.Count > 0, argument, $"no {kind}", $"at least one {kind}");
        Require(!names.Any(string.IsNullOrWhiteSpace), argument, "an empty name", $"a text for each {kind}");
        var twice = names.CountBy(Drawn).FirstOrDefault(name => name.Value > 1);
        Require(twice.Key is null, argument, Invariant($"{twice.Value} times '{MessageText.Shortened(twice.Key ?? "")}'"), "a name once, because a chart cannot tell two apart");
    }

    /// <summary>Checks that there is a value for each name.</summary>
    public void RequireLength(string argument, int count, IReadOnlyList<string> names) => Require(
        count == names.Count, argument, Invariant($"{count} values for {names.Count} names"), $"one for each of {MessageText.Shortened(string.Join(", ", names))}");

    /// <summary>Checks numbers that may be absent.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="values">The numbers; null or NaN where there is none.</param>
    /// <param name="low">The lowest, inclusive.</param>
    /// <param name="high">The highest, inclusive.</param>
    public void RequireKnown(string argument, IEnumerable<double?> values, double low = float.MinValue, double high = float.MaxValue)
    {
        var known = values.Where(value => value is { } number && !double.IsNaN(number)).Select(value => value!.Value).ToList();
        Require(known.Count > 0, argument, "no value", "at least one");
        known.ForEach(value => RequireNumber(argument, value, low, high));
    }

    /// <summary>Checks that a number is finite and within limits.</summary>
    public void RequireNumber(string argument, double value, double low = float.MinValue, double high = float.MaxValue) => Require(
        value >= low && value <= high, argument, Invariant($"{value}"),
        high < float.MaxValue ? Invariant($"{low} to {high}") : low > float.MinValue ? Invariant($"a finite number, {low} or more") : "a finite number that fits into a float");

    /// <summary>Checks a share of songs that may be absent.</summary>
    public void RequireBaseRate(double? share) => RequireNumber("baseRate", share ?? 0, 0, 1);

    /// <summary>Checks a score that may be absent: finite numbers, the ends of the interval in their order.</summary>
    public void RequireEstimate(string argument, Estimate? estimate, double high = 1)
    {
        if (estimate is null)
        {
            return;
        }
        RequireNumber(argument, estimate.Mean, 0, high);
        if (double.IsNaN(estimate.Low) && double.IsNaN(estimate.High))
        {
            return; // a score without an interval
        }
        RequireNumber(argument, estimate.Low, 0, high);
        RequireNumber(argument, estimate.High, 0, high);
        Require(estimate.Low <= estimate.High, argument, $"the interval {estimate.Interval}", "the lower end first");
    }

    // plotly.js renders a run of spaces as one and no control character.
    private static string Drawn(string name) => Spaces().Replace(MessageText.Clean(name), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
