using System.Globalization;
using static System.FormattableString;

namespace GenreNotebooks.Evaluation;

/// <summary>A score over one or more runs, with how far it can be trusted.</summary>
/// <param name="Mean">The mean over the runs.</param>
/// <param name="Sd">The standard deviation over the runs, with n - 1; null for one run, which has none.</param>
/// <param name="Low">The lower end of the 95 % interval.</param>
/// <param name="High">The upper end.</param>
public sealed record Estimate(double Mean, double? Sd, double Low, double High)
{
    /// <summary>Such as <c>0.6531 ± 0.0062</c>; of one run the mean alone.</summary>
    public string MeanAndSd => new Spread(Mean, Sd).ToString();

    /// <summary>Such as <c>[0.6412, 0.6650]</c>.</summary>
    public string Interval => string.Create(CultureInfo.InvariantCulture, $"[{Low:0.0000}, {High:0.0000}]");

    /// <summary>Such as <c>0.6531 ± 0.0062 [0.6412, 0.6650]</c>.</summary>
    public override string ToString() => $"{MeanAndSd} {Interval}";

    /// <summary>The estimate of one score from its value in each run and in each resample.</summary>
    /// <param name="runs">Its value in each run.</param>
    /// <param name="resamples">Its values in the resamples; NaN where a resample has no songs for it.</param>
    internal static Estimate Of(double[] runs, double[] resamples)
    {
        var (mean, sd) = Spread.Of(runs);
        var sorted = resamples.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? new(mean, sd, mean, mean) : new(mean, sd, Percentile(sorted, 0.025), Percentile(sorted, 0.975));
    }

    // NumPy's default: linear between the two nearest.
    private static double Percentile(double[] sorted, double share)
    {
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

    internal static Spread Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return new(mean, values.Count == 1 ? null : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)));
    }
}
