using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using GenreNotebooks.Files;

namespace GenreNotebooks.Data;

/// <summary>Streams songs from CSV text (section <i>Data</i>), holding one song in memory at a time.</summary>
public static class SongReader
{
    /// <summary>In bytes. The longest line of the data set has 2,235.</summary>
    private const int LongestLine = 4 << 20;

    /// <summary>
    /// Strict, because the defaults silently repair broken quotes and short rows. No song in the data set has a line break in
    /// a field, so a line break inside quotes is reported as a broken quote at once and not thousands of rows later.
    /// </summary>
    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        Separator = ',',
        Encoding = Encoding.UTF8,
        AllowLineBreaksInQuotes = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        PoolStrings = true,
    };

    /// <summary>Reads songs from a stream, one at a time; the stream stays open.</summary>
    /// <param name="stream">UTF-8 text: a header with the columns of the data set in any order, then one line per song. The first, the row number, may be missing.</param>
    /// <param name="name">The name of the stream in messages, such as its path.</param>
    /// <param name="cancellation">Stops before the next song.</param>
    /// <exception cref="InputException">While enumerating: the text is not such a table; the message gives line, column and value.</exception>
    public static IEnumerable<Song> Read(Stream stream, string name, CancellationToken cancellation = default) => Read(stream, name, SongColumns.All, cancellation: cancellation);

    /// <summary>Reads only some columns of the songs, see <see cref="SongColumns"/>; a song's other values are empty.</summary>
    /// <param name="stream">UTF-8 text.</param>
    /// <param name="name">The name of the stream in messages.</param>
    /// <param name="read">The columns.</param>
    /// <param name="byArtist">Whether each song must have an artist.</param>
    /// <param name="cancellation">Stops before the next song.</param>
    internal static IEnumerable<Song> Read(Stream stream, string name, IReadOnlySet<int> read, bool byArtist = false, CancellationToken cancellation = default)
    {
        using var limited = new LineLimit(stream, name, LongestLine);
        using var signature = new FileSignature(limited);
        using var reader = CsvReader.Create(signature, Options, leaveOpen: true);
        var row = new SongRow(reader, Columns(reader, signature, name, read), name, byArtist);
        while (Checked(name, reader.Read))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row.ToSong();
        }
        if (reader.RowNumber == 0)
        {
            throw new InputException($"{name} has a header line but no songs: expected one line per song.");
        }
    }

    private static SongColumns Columns(CsvReader reader, FileSignature signature, string name, IReadOnlySet<int> read)
    {
        try
        {
            return SongColumns.Find(Checked(name, () => reader.Headers), name, read);
        }
        catch (InputException exception) when (signature.Format is { } format)
        {
            throw new InputException($"{name} is not a CSV file of songs: it is {format}. Expected the {SongColumns.Names.Count} columns of {DataFolder.SongsFile} in UTF-8 text.", exception);
        }
    }

    private static T Checked<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException exception)
        {
            throw new InputException($"{name}, line {exception.LineNumber}: {exception.Message} " +
                "Expected CSV with one song per line. Enclose a field that contains quotes or commas in quotes, and double the quotes inside it.", exception);
        }
    }
}

/// <summary>Turns a reader's current line into a song, or reports what is wrong with it.</summary>
internal sealed class SongRow(CsvReader reader, SongColumns columns, string file, bool byArtist = false)
{
    public Song ToSong()
    {
        var line = reader.RawRecord;
        if (!Utf8.IsValid(line) || line.Contains((byte)0))
        {
            throw NotText();
        }
        return new Song
        {
            Index = Index(),
            Artist = byArtist ? Required(SongColumns.Artist, "the artist of the song") : Text(SongColumns.Artist),
            Track = Text(SongColumns.Track),
            ReleaseYear = Whole(SongColumns.Year, SongValues.FirstYear, SongValues.LastYear, SongValues.ExpectedYear),
            Genre = Genre(),
            Lyrics = Required(SongColumns.Lyrics, "the lyrics of the song"),
            WordCount = Whole(SongColumns.WordCount, 0, int.MaxValue, "a whole number of words"),
            Features = Features(),
            Topic = Text(SongColumns.Topic),
            Age = Number(SongColumns.Age),
        };
    }

    // Nothing uses it, so a song without a number gets its place among the rows, as in pandas.
    private int Index() => columns.Has(SongColumns.Index) && reader.GetSpan(columns.PlaceOf(SongColumns.Index)).Length > 0
        ? Whole(SongColumns.Index, expected: "a whole number, or a file without this column")
        : (int)reader.RowNumber - 1;

    private double[] Features()
    {
        var features = new double[EngineeredFeatures.Names.Count];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = Number(SongColumns.FirstFeature + i);
        }
        return features;
    }

    private string Genre() => Text(SongColumns.Genre) is var genre && (GenreSet.DataSet.Contains(genre) || !columns.Has(SongColumns.Genre))
        ? genre
        : throw Wrong(SongColumns.Genre, $"one of {string.Join(", ", GenreSet.DataSet.Names)}");

    private string Text(int column) => !columns.Has(column) ? "" : reader.GetString(columns.PlaceOf(column));

    private string Required(int column, string expected)
    {
        var text = Text(column);
        return string.IsNullOrWhiteSpace(text) && columns.Has(column) ? throw Wrong(column, expected) : text;
    }

    // Parses the UTF-8 bytes directly, to avoid 600,000 strings. The value must fit into a float, the networks' type.
    private double Number(int column) =>
        !columns.Has(column) ? 0
        : double.TryParse(reader.GetSpan(columns.PlaceOf(column)), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && SongValues.IsFeature(value) ? value
        : throw Wrong(column, double.IsFinite(value) && value != 0 ? "a number that fits into a float, at most 3.4e38" : "a finite number such as 0.25");

    // pandas writes a column of whole numbers as 1981.0 if one of its values was missing.
    private int Whole(int column, int least = int.MinValue, int most = int.MaxValue, string expected = "a whole number")
    {
        if (!columns.Has(column))
        {
            return 0;
        }
        var text = reader.GetSpan(columns.PlaceOf(column));
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) && whole >= least && whole <= most)
        {
            return whole;
        }
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
        return isNumber && double.IsInteger(number) ? (int)number : throw Wrong(column, isNumber ? $"{expected}, without a fraction" : expected);
    }

    private InputException Wrong(int column, string expected)
    {
        var found = Text(column);
        return new InputException($"{file}, line {reader.LineNumber}, column {SongColumns.Title(column)}: " +
            $"found {(found.Length == 0 ? "nothing" : $"'{MessageText.Shortened(found)}'")}, expected {expected}{(IsMissing(found) ? ": fill it in, or remove the song" : column == SongColumns.Genre ? ": correct it, or remove the song" : "")}.");
    }

    /// <summary>Whether a value is one of those that programs write where they have none.</summary>
    private static bool IsMissing(string value) =>
        string.IsNullOrWhiteSpace(value) || new[] { "NaN", "NA", "N/A", "#N/A", "null", "None" }.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);

    private InputException NotText()
    {
        var field = 0;
        while (field < reader.FieldCount - 1 && Utf8.IsValid(reader.GetSpan(field)) && !reader.GetSpan(field).Contains((byte)0))
        {
            field++;
        }
        var (kind, advice) = Utf8.IsValid(reader.GetSpan(field))
            ? ("contains a null byte", "text: the file is damaged, copy it again")
            : ("is not UTF-8 text", "UTF-8: save the file in that encoding");
        return new InputException($"{file}, line {reader.LineNumber}, column '{MessageText.Shortened(reader.Headers[field])}': found " +
            $"'{MessageText.Shortened(reader.GetString(field))}', which {kind}. Expected {advice}.");
    }
}
