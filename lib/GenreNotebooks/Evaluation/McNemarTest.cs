using System.Globalization;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// McNemar's exact test of two classifiers on the same songs: if both were equally good, the songs that only one of them gets
/// right would fall to either like the sides of a coin.
/// </summary>
/// <param name="OnlyFirstRight">The songs that only the first predicts right.</param>
/// <param name="OnlySecondRight">The songs that only the second predicts right.</param>
public sealed record McNemarTest(int OnlyFirstRight, int OnlySecondRight)
{
    private const double Smallest = 0.0001; // that is printed

    /// <summary>
    /// The two-sided exact p-value, 0 to 1: twice the binomial probability of a split at least as one-sided in its direction.
    /// </summary>
    public double PValue
    {
        get
        {
            var (fewer, all) = (Math.Min(OnlyFirstRight, OnlySecondRight), OnlyFirstRight + OnlySecondRight);
            // In logarithms: the single terms are too small for a double from some thousand songs on.
            var log = -all * Math.Log(2);
            var tail = Math.Exp(log);
            for (var right = 1; right <= fewer; right++)
            {
                log += Math.Log(all - right + 1.0) - Math.Log(right);
                tail += Math.Exp(log);
            }
            return Math.Min(1, 2 * tail);
        }
    }

    /// <summary>Such as <c>p 0.0312 (212 : 171)</c>: the p-value, and the songs that only the first and only the second predicts right.</summary>
    public override string ToString() => $"p {PValueText} ({OnlyFirstRight} : {OnlySecondRight})";

    /// <summary>The p-value with four decimals, or <c>&lt; 0.0001</c>.</summary>
    internal string PValueText => PValue < Smallest ? "< 0.0001" : PValue.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>Tests two classifiers.</summary>
    /// <param name="first">The predictions of the first.</param>
    /// <param name="second">The predictions of the second, of the same songs in the same order.</param>
    /// <exception cref="ArgumentException">They are of different songs.</exception>
    public static McNemarTest Of(Predictions first, Predictions second)
    {
        second.RequireSameSongsAs(first);
        int Only(Predictions one, Predictions other) => Enumerable.Range(0, one.Count).Count(song => one.IsRight(song) && !other.IsRight(song));
        return new(Only(first, second), Only(second, first));
    }
}
