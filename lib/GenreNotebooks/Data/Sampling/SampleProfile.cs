using System.Text.Json;

namespace GenreNotebooks.Data.Sampling;

/// <summary>
/// Summary statistics of the real songs that the synthetic ones follow (section <i>Data</i>): no song can be read from them.
/// </summary>
/// <param name="About">Where the numbers come from.</param>
/// <param name="Genres">One profile a genre, in the order in which the data set holds them.</param>
internal sealed record SampleProfile(string About, IReadOnlyList<GenreProfile> Genres)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The profile that the library carries: the four genres of the post.</summary>
    public static SampleProfile Default { get; } = Load();

    /// <summary>The number of real songs behind the profile.</summary>
    public int Songs => Genres.Sum(genre => genre.Songs);

    private static SampleProfile Load()
    {
        using var stream = SampleResources.Open("profile.json");
        return JsonSerializer.Deserialize<SampleProfile>(stream, Json)!;
    }
}
