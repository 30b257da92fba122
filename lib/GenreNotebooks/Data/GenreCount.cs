namespace GenreNotebooks.Data;

/// <summary>How many songs a genre has, and its share of all songs (0 to 1): the base rate of always guessing it.</summary>
public readonly record struct GenreCount(string Genre, int Songs, double Share)
{
    /// <summary>Counts the genres of songs, in the order of the names.</summary>
    internal static IReadOnlyList<GenreCount> Of(IReadOnlyCollection<string> genres) =>
    [
        .. genres.CountBy(genre => genre)
            .OrderBy(genre => genre.Key, StringComparer.Ordinal)
            .Select(genre => new GenreCount(genre.Key, genre.Value, (double)genre.Value / genres.Count)),
    ];
}
