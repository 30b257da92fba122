using GenreNotebooks.Display;
using static System.FormattableString;

namespace GenreNotebooks.Evaluation;

/// <summary>A score over the runs that have it, with how far it can be trusted.</summary>
/// <param name="Mean">The mean over those runs.</param>
/// <param name="Sd">The standard deviation over the runs, with n - 1; null for one run, which has none.</param>
/// <param name="Low">The lower end of the 95 % interval; NaN if no resample has songs for the score.</param>
/// <param name="High">The upper end, likewise.</param>
/// <param name="Runs">The number of those runs, at least 1. A genre's recall is missing in a run without test songs of the genre.</param>
public sealed record Estimate(double Mean, double? Sd, double Low, double High, int Runs)
{
    /// <summary>Such as <c>0.6531 ± 0.0062</c>; of one run the mean alone.</summary>
    public string MeanAndSd => new Spread(Mean, Sd).ToString();

    /// <summary>Such as <c>[0.6412, 0.6650]</c>, or a dash.</summary>
    public string Interval => double.IsFinite(Low) ? Invariant($"[{Low:0.0000}, {High:0.0000}]") : Table.Absent;

    /// <summary>Such as <c>0.6531 ± 0.0062 [0.6412, 0.6650]</c>.</summary>
    public override string ToString() => $"{MeanAndSd} {Interval}";

    /// <summary>The estimate of one score from its value in each run and in each resample.</summary>
    /// <param name="runs">Its value in each run; NaN where a run has no songs for it.</param>
    /// <param name="resamples">Its values in the resamples; NaN where a resample has no songs for it.</param>
    /// <returns>The estimate; null if no run has a value.</returns>
    internal static Estimate? Of(IEnumerable<double> runs, IEnumerable<double> resamples)
    {
        var measured = runs.Where(double.IsFinite).ToArray();
        var sorted = resamples.Where(double.IsFinite).Order().ToArray();
        return Spread.Of(measured) is { } spread
            ? new(spread.Mean, spread.Sd, Percentile(sorted, 0.025), Percentile(sorted, 0.975), measured.Length)
            : null;
    }

    // NumPy's default: linear between the two nearest.
    private static double Percentile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}

/// <summary>A measure over several runs.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="Sd">Its standard deviation, with n - 1; null for one run, which has none.</param>
public sealed record Spread(double Mean, double? Sd)
{
    /// <summary>Such as <c>0.5541 ± 0.0062</c>.</summary>
    public override string ToString() => Sd is null ? Invariant($"{Mean:0.0000}") : Invariant($"{Mean:0.0000} ± {Sd:0.0000}");

    /// <summary>The spread of some values; null of none.</summary>
    internal static Spread? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }
        var mean = values.Average();
        return new(mean, values.Count == 1 ? null : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)));
    }
}
