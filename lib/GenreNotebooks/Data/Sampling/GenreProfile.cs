namespace GenreNotebooks.Data.Sampling;

/// <summary>Summary statistics of the real songs of one genre.</summary>
/// <param name="Genre">The genre, such as <c>hip hop</c>.</param>
/// <param name="Songs">How many songs it has in the data set.</param>
/// <param name="Artists">How many artists sing them.</param>
/// <param name="Years">Quantiles of the year of release.</param>
/// <param name="Words">Quantiles of the number of words.</param>
/// <param name="Topics">Mean and standard deviation of each of the 16 topic shares, by name.</param>
/// <param name="Audio">Mean, standard deviation and quantiles of each of the 6 audio features, by name.</param>
internal sealed record GenreProfile(
    string Genre,
    int Songs,
    int Artists,
    double[] Years,
    double[] Words,
    IReadOnlyDictionary<string, FeatureProfile> Topics,
    IReadOnlyDictionary<string, FeatureProfile> Audio)
{
    /// <summary>The profile of one of the 22 features.</summary>
    /// <exception cref="KeyNotFoundException">There is no such feature.</exception>
    public FeatureProfile Feature(string name) => Topics.TryGetValue(name, out var topic) ? topic : Audio[name];
}
