using System.Globalization;

namespace GenreNotebooks.Evaluation;

/// <summary>Two classifiers compared song by song, over one or more runs with the same test songs for both.</summary>
/// <param name="Difference">
/// The first accuracy minus the second. Its interval comes from a bootstrap that draws the same songs and runs for both, as
/// <see cref="ScoreSummary"/> does for one.
/// </param>
/// <param name="Tests">
/// McNemar's test for each run; none if artists are apart, because the test takes songs for independent. Do not pool them: runs share training
/// songs and may share test songs.
/// </param>
public sealed record PairedComparison(Estimate Difference, IReadOnlyList<McNemarTest> Tests)
{
    /// <summary>Compares two classifiers.</summary>
    /// <param name="first">The first classifier's predictions in each run.</param>
    /// <param name="second">The second classifier's predictions in the same runs, for the same songs in the same order.</param>
    /// <param name="resamples">The number of resamples.</param>
    /// <param name="seed">The seed of the resampling.</param>
    /// <exception cref="ArgumentException">The runs or their songs differ.</exception>
    public static PairedComparison Of(
        IReadOnlyList<Predictions> first, IReadOnlyList<Predictions> second, int resamples = 2000, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Count, first.Count);
        var tests = first.Zip(second, McNemarTest.Of).Zip(first, (test, run) => run.Artists is null ? test : null).OfType<McNemarTest>().ToList();
        var leads = first.Zip(second, (one, other) =>
            Enumerable.Range(0, one.Count).Select(song => (one.IsRight(song) ? 1 : 0) - (other.IsRight(song) ? 1 : 0)).ToArray()).ToList();
        var resampled = new Bootstrap(first).Resample((run, times) => [Difference(leads[run], times)], resamples, seed);
        return new(Estimate.Of(leads.Select(lead => lead.Average()), resampled[0])!, tests);

        static double Difference(int[] leads, int[] times) => leads.Zip(times, (lead, drawn) => lead * drawn).Sum() / (double)times.Sum();
    }
}

/// <summary>
/// McNemar's exact test of two classifiers on the same songs: if both are equally good, a song that only one of them gets right
/// belongs to either with equal probability, like a coin toss.
/// </summary>
/// <param name="OnlyFirstRight">The number of songs that only the first gets right.</param>
/// <param name="OnlySecondRight">The number of songs that only the second gets right.</param>
public sealed record McNemarTest(int OnlyFirstRight, int OnlySecondRight)
{
    private const double Smallest = 0.0001; // smaller p-values are printed as < 0.0001

    /// <summary>
    /// The exact two-sided p-value, 0 to 1: twice the binomial probability of a result at least as one-sided in the same direction.
    /// </summary>
    public double PValue
    {
        get
        {
            var (fewer, all) = (Math.Min(OnlyFirstRight, OnlySecondRight), OnlyFirstRight + OnlySecondRight);
            // In logarithms, because with thousands of songs single terms underflow a double.
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

    /// <summary>For example <c>p 0.0312 (212 : 171)</c>: the p-value, and the songs that only the first and only the second gets right.</summary>
    public override string ToString() => $"p {PValueText} ({OnlyFirstRight} : {OnlySecondRight})";

    /// <summary>The p-value with four decimals, or <c>&lt; 0.0001</c>.</summary>
    internal string PValueText => PValue < Smallest ? "< 0.0001" : PValue.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>Tests two classifiers.</summary>
    /// <param name="first">The first classifier's predictions.</param>
    /// <param name="second">The second classifier's predictions, for the same songs in the same order.</param>
    /// <exception cref="ArgumentException">The songs differ.</exception>
    public static McNemarTest Of(Predictions first, Predictions second)
    {
        second.RequireSameSongsAs(first);
        int Only(Predictions one, Predictions other) => Enumerable.Range(0, one.Count).Count(song => one.IsRight(song) && !other.IsRight(song));
        return new(Only(first, second), Only(second, first));
    }
}
