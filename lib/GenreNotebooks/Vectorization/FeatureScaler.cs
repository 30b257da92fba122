using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>How features are scaled before a network reads them; the scaling is fitted to the training songs.</summary>
public enum FeatureScaling
{
    /// <summary>No scaling, as in the post, except that years 1950 to 2020 become 0 to 1, like the other features.</summary>
    None,

    /// <summary>Mean 0 and variance 1: scikit-learn's <c>StandardScaler</c>.</summary>
    Standard,

    /// <summary>Ranks, uniformly distributed with mean 0 and variance 1: scikit-learn's <c>QuantileTransformer</c>.</summary>
    Quantile,
}

/// <summary>Scales the features of a song, and its year of release, for a network.</summary>
internal abstract class FeatureScaler
{
    /// <summary>The number of scaled features, the year of release included.</summary>
    public static int Features => EngineeredFeatures.Names.Count + 1;

    /// <summary>Creates a scaler from the numbers returned by <see cref="Learn"/>.</summary>
    public static FeatureScaler Create(FeatureScaling scaling, float[][] learnt) => scaling switch
    {
        FeatureScaling.None => new UnscaledFeatures(),
        FeatureScaling.Standard => new StandardScaler(learnt),
        FeatureScaling.Quantile => new QuantileScaler(learnt),
        _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "Expected None, Standard or Quantile."),
    };

    /// <summary>Fits a scaling to songs: some numbers for each feature, the year of release last.</summary>
    public static float[][] Learn(FeatureScaling scaling, SongDataset songs) => scaling == FeatureScaling.None ? [] :
    [
        .. from feature in Enumerable.Range(0, Features)
           let values = ValuesOf(songs, feature)
           select scaling == FeatureScaling.Standard ? StandardScaler.Learn(values) : QuantileScaler.Learn(values),
    ];

    /// <summary>Scales one feature.</summary>
    /// <param name="feature">The feature's index in <see cref="EngineeredFeatures.Names"/>, or the number of names for the year of release.</param>
    /// <param name="value">Any value.</param>
    public abstract float Scale(int feature, float value);

    private static float[] ValuesOf(SongDataset songs, int feature) =>
    [
        .. Enumerable.Range(0, songs.Count).Select(song =>
            feature < EngineeredFeatures.Names.Count ? songs.FeaturesOf(song)[feature] : songs.ReleaseYearOf(song)),
    ];
}

/// <summary>The features unchanged, 0 to 1; the years 1950 to 2020, which the data set spans, become 0 to 1.</summary>
internal sealed class UnscaledFeatures : FeatureScaler
{
    public override float Scale(int feature, float value) =>
        feature < EngineeredFeatures.Names.Count ? value : (value - 1950) / 70;
}

/// <summary>Features with mean 0 and variance 1 over the training songs: scikit-learn's <c>StandardScaler</c>.</summary>
/// <param name="features">For each feature, the numbers returned by <see cref="Learn"/>.</param>
internal sealed class StandardScaler(float[][] features) : FeatureScaler
{
    /// <summary>The mean and the standard deviation of values; for constant values the deviation counts as 1.</summary>
    public static float[] Learn(float[] values)
    {
        var mean = values.Average(value => (double)value);
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return [(float)mean, deviation > 0 ? (float)deviation : 1];
    }

    public override float Scale(int feature, float value) => (value - features[feature][0]) / features[feature][1];
}

/// <summary>
/// Features as ranks among the training songs, uniformly distributed with mean 0 and variance 1: scikit-learn's <c>QuantileTransformer</c>.
/// A long tail or a spike at the minimum (the topic shares have both) then does not dominate.
/// </summary>
/// <param name="quantiles">For each feature, the numbers returned by <see cref="Learn"/>.</param>
internal sealed class QuantileScaler(float[][] quantiles) : FeatureScaler
{
    public const int MaxQuantiles = 1000;
    private static readonly float Spread = MathF.Sqrt(12); // the uniform distribution on an interval of length 1 has variance 1/12

    /// <summary>The quantiles of values in ascending order; the sorted values themselves if there are few.</summary>
    public static float[] Learn(float[] values)
    {
        float[] rising = [.. values.Order()];
        var count = Math.Min(rising.Length, MaxQuantiles);
        return [.. Enumerable.Range(0, count).Select(place => rising[(int)((place + 0.5) * rising.Length / count)])];
    }

    /// <summary>Scales one feature; equal values get the middle of their ranks.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="value">Any value; values outside the range of the training songs are clipped to it.</param>
    /// <returns>A number from -1.73 to 1.73.</returns>
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
