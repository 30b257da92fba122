namespace GenreNotebooks.Vectorization;

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
