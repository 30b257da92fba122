using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    private static Level? BaseRate(double? share) =>
        share is { } value ? new Level(Invariant($"base rate {value:0.000}"), value) : null;

    /// <summary>JSON knows no NaN: a gap is null.</summary>
    private static double?[] Finite(IEnumerable<double> values) =>
        [.. values.Select(value => double.IsFinite(value) ? value : (double?)null)];
}
