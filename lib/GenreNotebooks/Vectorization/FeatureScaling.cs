using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// Features as ranks among the training songs, evenly spread with mean 0 and variance 1: scikit-learn's <c>QuantileTransformer</c>,
/// so that a long tail or a lump at the least value (the topic shares have both) does not drown the rest.
/// </summary>
public sealed class FeatureScaling
{
    private const int MostQuantiles = 1000;
    private static readonly float Spread = MathF.Sqrt(12); // of numbers spread evenly over an interval of length 1: variance 1/12
    private readonly float[][] quantiles; // [features][quantiles], rising

    /// <summary>Learns the distribution of each feature.</summary>
    /// <param name="songs">The songs to learn from.</param>
    /// <param name="withYear">Whether the year of release is one more feature, the last.</param>
    internal FeatureScaling(SongDataset songs, bool withYear)
    {
        WithYear = withYear;
        quantiles = new float[EngineeredFeatures.Names.Count + (withYear ? 1 : 0)][];
        for (var feature = 0; feature < quantiles.Length; feature++)
        {
            float[] values = [.. Enumerable.Range(0, songs.Count).Select(song => ValueOf(songs, song, feature)).Order()];
            var count = Math.Min(values.Length, MostQuantiles);
            quantiles[feature] = [.. Enumerable.Range(0, count).Select(place => values[(int)((place + 0.5) * values.Length / count)])];
        }
    }

    /// <summary>Whether the year of release is one more feature.</summary>
    public bool WithYear { get; }

    /// <summary>The number of features, 22 or 23.</summary>
    public int Count => quantiles.Length;

    /// <summary>Scales one feature; equal values share the middle of their ranks.</summary>
    /// <param name="feature">The feature, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="value">Any value; below the least of the training songs it counts as that, above the largest likewise.</param>
    /// <returns>From -1.73 to 1.73.</returns>
    internal float Scale(int feature, float value)
    {
        var known = quantiles[feature];
        var (below, upTo) = (CountBelow(known, value), CountBelow(known, MathF.BitIncrement(value)));
        return Spread * (((below + upTo) / (2f * known.Length)) - 0.5f);
    }

    private static float ValueOf(SongDataset songs, int song, int feature) =>
        feature < EngineeredFeatures.Names.Count ? songs.FeaturesOf(song)[feature] : songs.ReleaseYearOf(song);

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
