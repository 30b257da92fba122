namespace GenreNotebooks.Evaluation;

/// <summary>Two classifiers compared song by song, over one or more runs in which both had the same test songs.</summary>
/// <param name="Difference">
/// The accuracy of the first less that of the second; its interval is that of a bootstrap that draws the same songs and runs for
/// both, as <see cref="ScoreSummary"/> does for one.
/// </param>
/// <param name="Tests">McNemar's test for each run. They are not to be pooled: runs share training songs, and may share test songs.</param>
public sealed record PairedComparison(Estimate Difference, IReadOnlyList<McNemarTest> Tests)
{
    /// <summary>Compares two classifiers.</summary>
    /// <param name="first">The predictions of the first in each run.</param>
    /// <param name="second">The predictions of the second in the same runs, of the same songs in the same order.</param>
    /// <param name="resamples">The number of resamples.</param>
    /// <param name="seed">Seeds the resampling.</param>
    /// <exception cref="ArgumentException">They are of different runs or songs.</exception>
    public static PairedComparison Of(
        IReadOnlyList<Predictions> first, IReadOnlyList<Predictions> second, int resamples = 2000, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Count, first.Count);
        var tests = first.Zip(second, McNemarTest.Of).ToList();
        var leads = first.Zip(second, (one, other) =>
            Enumerable.Range(0, one.Count).Select(song => (one.IsRight(song) ? 1 : 0) - (other.IsRight(song) ? 1 : 0)).ToArray()).ToList();
        var resampled = new Bootstrap(first).Resample((run, times) => [Difference(leads[run], times)], resamples, seed);
        return new(Estimate.Of([.. leads.Select(lead => lead.Average())], resampled[0]), tests);

        static double Difference(int[] leads, int[] times) => leads.Zip(times, (lead, drawn) => lead * drawn).Sum() / (double)times.Sum();
    }
}
