using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>What is done to a feature before a network reads it; what there is to learn is learnt from training songs.</summary>
public enum FeatureScaling
{
    /// <summary>Nothing, as in the post; a year counts in the 70 years from 1950, from 0 to 1 like the other features.</summary>
    None,

    /// <summary>Mean 0 and variance 1: scikit-learn's <c>StandardScaler</c>.</summary>
    Standard,

    /// <summary>Ranks, evenly spread with mean 0 and variance 1: scikit-learn's <c>QuantileTransformer</c>.</summary>
    Quantile,
}

/// <summary>The features of a song as a network reads them: scaled, the year of release perhaps among them.</summary>
internal abstract class FeatureScaler
{
    /// <summary>A scaling by what <see cref="Learn"/> gave.</summary>
    public static FeatureScaler Create(FeatureScaling scaling, float[][] learnt) => scaling switch
    {
        FeatureScaling.None => new UnscaledFeatures(),
        FeatureScaling.Standard => new StandardScaler(learnt),
        FeatureScaling.Quantile => new QuantileScaler(learnt),
        _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "There is no such scaling."),
    };

    /// <summary>Learns a scaling from songs: some numbers for each feature, the year of release being the last.</summary>
    public static float[][] Learn(FeatureScaling scaling, SongDataset songs) => scaling == FeatureScaling.None ? [] :
    [
        .. from feature in Enumerable.Range(0, EngineeredFeatures.Names.Count + 1)
           let values = ValuesOf(songs, feature)
           select scaling == FeatureScaling.Standard ? StandardScaler.Learn(values) : QuantileScaler.Learn(values),
    ];

    /// <summary>Scales one feature.</summary>
    /// <param name="feature">The feature: its place in <see cref="EngineeredFeatures.Names"/>, or their number for the year of release.</param>
    /// <param name="value">Any value.</param>
    public abstract float Scale(int feature, float value);

    private static float[] ValuesOf(SongDataset songs, int feature) =>
    [
        .. Enumerable.Range(0, songs.Count).Select(song =>
            feature < EngineeredFeatures.Names.Count ? songs.FeaturesOf(song)[feature] : songs.ReleaseYearOf(song)),
    ];
}

/// <summary>The features as they are, 0 to 1; a year in the 70 years from 1950 that the data set spans.</summary>
internal sealed class UnscaledFeatures : FeatureScaler
{
    public override float Scale(int feature, float value) =>
        feature < EngineeredFeatures.Names.Count ? value : (value - 1950) / 70;
}

/// <summary>Features with mean 0 and variance 1 among the training songs: scikit-learn's <c>StandardScaler</c>.</summary>
/// <param name="features">Of each feature what <see cref="Learn"/> gave.</param>
internal sealed class StandardScaler(float[][] features) : FeatureScaler
{
    /// <summary>The mean of values and their standard deviation; of a constant, 1.</summary>
    public static float[] Learn(float[] values)
    {
        var mean = values.Average(value => (double)value);
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return [(float)mean, deviation > 0 ? (float)deviation : 1];
    }

    public override float Scale(int feature, float value) => (value - features[feature][0]) / features[feature][1];
}

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
