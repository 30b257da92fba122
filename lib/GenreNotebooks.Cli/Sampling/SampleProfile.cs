using System.Text.Json;

namespace GenreNotebooks.Cli.Sampling;

/// <summary>
/// Summary statistics of the real songs, which the synthetic ones follow; they do not reveal any song.
/// </summary>
/// <param name="About">Where the numbers come from.</param>
/// <param name="Genres">One profile a genre, in the order in which the data set holds them.</param>
internal sealed record SampleProfile(string About, IReadOnlyList<GenreProfile> Genres)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The embedded profile: the four genres of the post.</summary>
    public static SampleProfile Default { get; } = Load();

    /// <summary>The number of real songs behind the profile.</summary>
    public int Songs => Genres.Sum(genre => genre.Songs);

    private static SampleProfile Load()
    {
        using var stream = SampleResources.Open("profile.json");
        return JsonSerializer.Deserialize<SampleProfile>(stream, Json)!;
    }
}

/// <summary>Summary statistics of the real songs of one genre.</summary>
/// <param name="Genre">The genre, such as <c>hip hop</c>.</param>
/// <param name="Songs">How many songs it has in the data set.</param>
/// <param name="Artists">How many artists these songs have.</param>
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

/// <summary>Summary statistics of one feature over the real songs of one genre; all between 0 and 1.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation.</param>
/// <param name="Quantiles">Quantiles at equal steps, smallest first; empty for a topic share.</param>
internal sealed record FeatureProfile(double Mean, double Deviation, double[]? Quantiles = null);

/// <summary>A distribution as its quantiles at equal steps, the smallest value first and the largest last.</summary>
internal static class Quantiles
{
    /// <summary>The value below which a share of the distribution lies, straight lines between the quantiles.</summary>
    public static double At(double[] quantiles, double share)
    {
        var position = share * (quantiles.Length - 1);
        var left = Math.Min((int)position, quantiles.Length - 2);
        return quantiles[left] + (position - left) * (quantiles[left + 1] - quantiles[left]);
    }
}

/// <summary>The embedded files beside this code: profile.json and words.txt.</summary>
internal static class SampleResources
{
    public static Stream Open(string name) =>
        typeof(SampleResources).Assembly.GetManifestResourceStream($"sampling/{name}")
        ?? throw new InvalidOperationException($"The resource sampling/{name} is missing from this build.");
}
