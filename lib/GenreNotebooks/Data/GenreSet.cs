namespace GenreNotebooks.Data;

/// <summary>The genres to tell apart; a genre's label is its place in the list (section <i>Data</i>).</summary>
public sealed class GenreSet
{
    private readonly Dictionary<string, int> labels;

    /// <summary>Creates a set from names, label 0 first.</summary>
    /// <exception cref="InputException">Fewer than two names, or one given twice.</exception>
    public GenreSet(params IReadOnlyList<string> names)
    {
        if (names.Count < 2)
        {
            throw new InputException($"A classifier needs at least two genres, but {names.Count} was given.");
        }
        labels = [];
        foreach (var name in names)
        {
            if (!labels.TryAdd(name, labels.Count))
            {
                throw new InputException($"The genre '{name}' is named twice.");
            }
        }
        Names = names;
    }

    /// <summary>The four genres of the post: hip hop 0, jazz 1, reggae 2, rock 3.</summary>
    public static GenreSet Blog { get; } = new("hip hop", "jazz", "reggae", "rock");

    /// <summary>The seven genres of the data set, in the order of their names; a table of songs may hold no other.</summary>
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

    /// <summary>Sees that a table of songs has all of these genres.</summary>
    /// <param name="found">The genres that the table has.</param>
    /// <param name="path">What the message calls the table.</param>
    /// <exception cref="InputException">There is no song of one of them.</exception>
    internal void EnsureIn(IReadOnlyCollection<string> found, string path)
    {
        if (Names.FirstOrDefault(name => !found.Contains(name)) is { } unknown)
        {
            throw new InputException($"Unknown genre '{unknown}': {path} has {string.Join(", ", found.Order(StringComparer.Ordinal))}.");
        }
    }
}

/// <summary>Which genres of a table of songs are told apart.</summary>
public enum GenreChoice
{
    /// <summary>The post's four: hip hop, jazz, reggae and rock.</summary>
    Four,

    /// <summary>All that the table has: seven of the real songs.</summary>
    All,
}

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
