namespace GenreNotebooks.Vectorization;

/// <summary>
/// Features as ranks among the training songs, evenly spread with mean 0 and variance 1: scikit-learn's <c>QuantileTransformer</c>,
/// so that a long tail or a lump at the least value (the topic shares have both) does not drown the rest.
/// </summary>
/// <param name="quantiles">Of each feature what <see cref="Learn"/> gave.</param>
internal sealed class QuantileScaler(float[][] quantiles) : FeatureScaler
{
    public const int MostQuantiles = 1000;
    private static readonly float Spread = MathF.Sqrt(12); // of numbers spread evenly over an interval of length 1: variance 1/12

    /// <summary>The quantiles of values, rising; all of few values.</summary>
    public static float[] Learn(float[] values)
    {
        float[] rising = [.. values.Order()];
        var count = Math.Min(rising.Length, MostQuantiles);
        return [.. Enumerable.Range(0, count).Select(place => rising[(int)((place + 0.5) * rising.Length / count)])];
    }

    /// <summary>Scales one feature; equal values share the middle of their ranks.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="value">Any value; below the least of the training songs it counts as that, above the largest likewise.</param>
    /// <returns>From -1.73 to 1.73.</returns>
    public override float Scale(int feature, float value)
    {
        var known = quantiles[feature];
        var (below, upTo) = (CountBelow(known, value), CountBelow(known, MathF.BitIncrement(value)));
        return Spread * (((below + upTo) / (2f * known.Length)) - 0.5f);
    }

    private static int CountBelow(float[] rising, float value)
    {
        var (low, high) = (0, rising.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = rising[middle] < value ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
