namespace GenreNotebooks.Display;

/// <summary>
/// What is shown of songs. On a projector, or on a page to publish, the environment variable hides lyrics, titles and artists' names in all
/// tables, songs, items and batches.
/// </summary>
public static class HiddenLyrics
{
    /// <summary>The environment variable that hides them if it is <see cref="Word"/>.</summary>
    public const string EnvironmentVariable = "GENRE_NOTEBOOKS_LYRICS";

    /// <summary>The value of <see cref="EnvironmentVariable"/> that hides them.</summary>
    public const string Word = "hidden";

    /// <summary>Stands for a hidden text.</summary>
    public const string Marker = "(hidden)";

    // Of a data frame and of a table made in a cell.
    private static readonly string[] Columns = ["lyrics", "ids", "track_name", "track", "title", "artist_name", "artist"];

    /// <summary>Whether they are hidden.</summary>
    /// <exception cref="InputException">The variable has another value.</exception>
    internal static bool IsSet => Environment.GetEnvironmentVariable(EnvironmentVariable) switch
    {
        null or "" => false,
        Word => true,
        var other => throw new InputException($"{EnvironmentVariable}: found '{other}', expected '{Word}' or nothing."),
    };

    /// <summary>Whether the cells of a column are to be hidden. A column of numbers called "lyrics" holds scores of a network.</summary>
    internal static bool Hides(string column, bool isNumeric) => Columns.Contains(column) && !(isNumeric && column == Columns[0]) && IsSet;
}
