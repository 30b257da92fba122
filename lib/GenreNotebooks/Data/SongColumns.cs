using GenreNotebooks.Files;

namespace GenreNotebooks.Data;

/// <summary>
/// The 31 columns of the data set and their positions in a file, which may order them differently and have others. The first, the row number, may
/// be missing or have the name that pandas gives it.
/// </summary>
internal sealed class SongColumns
{
    public const int Index = 0, Artist = 1, Track = 2, Year = 3, Genre = 4, Lyrics = 5, WordCount = 6;
    public const int FirstFeature = 7, Topic = 29, Age = 30;

    private const string IndexOfPandas = "Unnamed: 0";

    private readonly int[] places;

    private SongColumns(int[] places) => this.places = places;

    /// <summary>The 31 names in the order of the original file; the first, the row number, is empty.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "", "artist_name", "track_name", "release_date", "genre", "lyrics", "len",
        .. EngineeredFeatures.Names, "topic", "age",
    ];

    /// <summary>All 31 columns.</summary>
    public static IReadOnlySet<int> All { get; } = Enumerable.Range(0, Names.Count).ToHashSet();

    /// <summary>Whether a column is read.</summary>
    public bool Has(int column) => places[column] >= 0;

    /// <summary>A column's index in the file.</summary>
    public int PlaceOf(int column) => places[column];

    /// <summary>The column with a name.</summary>
    public static int PlaceOfName(string name) => Names.TakeWhile(other => other != name).Count();

    /// <summary>A column's name as shown in messages.</summary>
    public static string Title(int column) =>
        column == Index ? "'' (the first, unnamed one: the song's number)" : $"'{Names[column]}'";

    /// <summary>Whether a header is one of the columns, other than the row number.</summary>
    private static bool IsNamed(string header) => header.Length > 0 && Names.Contains(header);

    /// <summary>Finds the columns by their names.</summary>
    /// <param name="headers">The names in the file.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <param name="read">The columns to read; others may be missing.</param>
    /// <exception cref="InputException">The file is empty, or a column that is read is duplicated or missing.</exception>
    public static SongColumns Find(IReadOnlyList<string> headers, string file, IReadOnlySet<int> read)
    {
        if (headers.Count == 0)
        {
            throw new InputException($"{file} is empty: expected a header line with {Names.Count} columns, then songs.");
        }
        if (!headers.Any(IsNamed))
        {
            throw OtherSeparator(headers, file) ?? new InputException($"{file} is not a CSV file of songs: line 1 has none of the {Names.Count} columns of {DataFolder.SongsFile}. " +
                $"Expected {MessageText.Shortened(string.Join(", ", Names.Skip(1)))}; found {MessageText.Shortened(string.Join(", ", headers))}.");
        }
        var places = new Dictionary<string, int>();
        for (var place = 0; place < headers.Count; place++)
        {
            if (!places.TryAdd(headers[place], place) && read.Any(column => column != Index && Names[column] == headers[place]))
            {
                throw new InputException($"{file}, line 1: the column '{MessageText.Shortened(headers[place])}' appears twice, as columns " +
                    $"{places[headers[place]] + 1} and {place + 1}: expected each name once.");
            }
        }
        if (!places.ContainsKey(Names[Index]))
        {
            places.Add(Names[Index], places.GetValueOrDefault(IndexOfPandas, -1));
        }
        var missing = read.Where(column => !places.ContainsKey(Names[column])).Order().ToList();
        return missing.Count == 0
            ? new SongColumns([.. Names.Select((name, column) => read.Contains(column) ? places[name] : -1)])
            : throw new InputException($"{file}, line 1: missing column{(missing.Count > 1 ? "s" : "")} " +
                $"{string.Join(", ", missing.Select(column => Title(column) + SimilarHeader(column, headers)))}. Expected {(read.Count == Names.Count ? $"the {Names.Count} columns" : "the columns that the model reads")} of {DataFolder.SongsFile}; " +
                $"found {headers.Count}: {MessageText.Shortened(string.Join(", ", headers))}.");
    }

    /// <summary>The message for a header with another separator than commas; null if it has none.</summary>
    private static InputException? OtherSeparator(IReadOnlyList<string> headers, string file) =>
        new[] { (Sign: ';', Name: "semicolons"), (Sign: '\t', Name: "tabs"), (Sign: '|', Name: "bars") }
            .Where(separator => string.Join(',', headers).Split(separator.Sign).Any(IsNamed))
            .Select(separator => new InputException($"{file}, line 1: found {separator.Name} between the columns, expected commas. " +
                "Save the file with commas between fields and points in decimal numbers: in pandas with to_csv(FILE), in Excel as CSV UTF-8 with English number formats.")).FirstOrDefault();

    /// <summary>A header that differs from the column's name only in case, spaces or signs.</summary>
    private static string SimilarHeader(int column, IReadOnlyList<string> headers) =>
        headers.FirstOrDefault(header => string.Equals(Letters(header), Letters(Names[column]), StringComparison.OrdinalIgnoreCase)) is { } alike
            ? $" (found '{MessageText.Shortened(alike)}': rename it)" : "";

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
