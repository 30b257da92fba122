namespace GenreNotebooks.Benchmarks;

/// <summary>The middle of several measurements: one that something else disturbed does not count.</summary>
internal static class Median
{
    /// <summary>The middle value, or the mean of the two in the middle; of at least one value.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
