using static System.FormattableString;

namespace GenreNotebooks.Experiments;

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
