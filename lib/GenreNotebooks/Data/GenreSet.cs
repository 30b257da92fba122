namespace GenreNotebooks.Data;

/// <summary>The genres to classify; a genre's label is its index in the list (section <i>Data</i>).</summary>
public sealed class GenreSet
{
    private readonly Dictionary<string, int> labels;

    /// <summary>Creates a set from names, in the order of their labels.</summary>
    /// <exception cref="InputException">Fewer than two names, or one given twice.</exception>
    public GenreSet(params IReadOnlyList<string> names)
    {
        if (names.Count < 2)
        {
            throw new InputException($"A classifier needs at least two genres, but got {names.Count}.");
        }
        labels = [];
        foreach (var name in names)
        {
            if (!labels.TryAdd(name, labels.Count))
            {
                throw new InputException($"The genre '{name}' is listed twice: list each genre once.");
            }
        }
        Names = [.. names];
    }

    /// <summary>The four genres of the post: hip hop 0, jazz 1, reggae 2, rock 3.</summary>
    public static GenreSet Blog { get; } = new("hip hop", "jazz", "reggae", "rock");

    /// <summary>The seven genres of the data set, sorted by name; a table of songs may contain no others.</summary>
    public static GenreSet DataSet { get; } = new("blues", "country", "hip hop", "jazz", "pop", "reggae", "rock");

    /// <summary>The names, in the order of their labels.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of genres.</summary>
    public int Count => Names.Count;

    /// <summary>Whether <paramref name="genre"/> is one of the set.</summary>
    public bool Contains(string genre) => labels.ContainsKey(genre);

    /// <summary>The label of a genre, 0 to <see cref="Count"/> - 1.</summary>
    /// <exception cref="InputException">The genre is not in the set.</exception>
    public int LabelOf(string genre) => labels.TryGetValue(genre, out var label)
        ? label
        : throw new InputException($"Unknown genre '{genre}': expected one of {string.Join(", ", Names)}.");

    /// <summary>Checks that a table of songs has all of these genres.</summary>
    /// <param name="found">The table's genres.</param>
    /// <param name="path">The table's name in the message.</param>
    /// <exception cref="InputException">The table has no song of some genre.</exception>
    internal void EnsureIn(IReadOnlyCollection<string> found, string path)
    {
        if (Names.FirstOrDefault(name => !found.Contains(name)) is { } missing)
        {
            throw new InputException($"{path} has no song of the genre '{missing}': found {string.Join(", ", found.Order(StringComparer.Ordinal))}, " +
                $"expected {string.Join(", ", Names)}. " + (found.Count >= 2
                    ? "To classify the genres that it has, choose --genres all on the command line or GenreChoice.All in a notebook."
                    : "A classifier needs at least two genres."));
        }
    }
}

/// <summary>Which genres of a table of songs to classify.</summary>
public enum GenreChoice
{
    /// <summary>The post's four: hip hop, jazz, reggae and rock.</summary>
    Four,

    /// <summary>All genres in the table: seven in the real songs.</summary>
    All,
}

/// <summary>The number of songs of a genre and its share of all songs (0 to 1), which is the accuracy of always guessing it.</summary>
public readonly record struct GenreCount(string Genre, int Songs, double Share)
{
    /// <summary>Counts the songs of each genre, sorted by name.</summary>
    internal static IReadOnlyList<GenreCount> Of(IReadOnlyCollection<string> genres) =>
    [
        .. genres.CountBy(genre => genre)
            .OrderBy(genre => genre.Key, StringComparer.Ordinal)
            .Select(genre => new GenreCount(genre.Key, genre.Value, (double)genre.Value / genres.Count)),
    ];
}
