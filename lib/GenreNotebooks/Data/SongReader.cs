using System.Text;
using CsvHelper;

namespace GenreNotebooks.Data;

/// <summary>Reads songs one by one from CSV text (section <i>Data</i>), in the memory of one song.</summary>
internal static class SongReader
{
    /// <summary>The longest line of the data set has 2,235 bytes; without a limit, one stray file would fill the memory.</summary>
    private const int LongestLine = 4 << 20;

    /// <summary>
    /// Strict: the defaults repair broken quotes and short rows in silence. No song of the data set has a line break in
    /// a field, so a line break inside quotes is a broken quote, found where it is and not thousands of rows later.
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
        MaxRecordSize = LongestLine,
    };

    /// <summary>Reads the songs of a stream as they are asked for; the stream stays open.</summary>
    /// <param name="stream">UTF-8 text: a header with the 31 columns of the data set in any order, then a line a song.</param>
    /// <param name="name">What messages call the stream, such as its path.</param>
    /// <param name="read">The columns to read, see <see cref="SongColumns"/>; by default all. Of others a song has nothing.</param>
    /// <param name="cancellation">Ends the reading before the next song.</param>
    /// <exception cref="InputException">While enumerating: the text is not such a table; names line, column and value.</exception>
    public static IEnumerable<Song> Read(Stream stream, string name, IReadOnlySet<int>? read = null, CancellationToken cancellation = default)
    {
        using var start = new StartOfFile(stream);
        using var reader = CsvReader.Create(start, Options, leaveOpen: true);
        var row = new SongRow(reader, Columns(reader, start, name, read ?? SongColumns.All), name);
        while (Checked(name, reader.Read))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row.ToSong();
        }
        if (reader.RowNumber == 0)
        {
            throw new InputException($"{name} has a header line but no songs: expected a line for each song.");
        }
    }

    private static SongColumns Columns(CsvReader reader, StartOfFile start, string name, IReadOnlySet<int> read)
    {
        try
        {
            return SongColumns.Find(Checked(name, () => reader.Headers), name, read);
        }
        catch (InputException exception) when (start.Kind is { } kind)
        {
            throw new InputException($"{name} is no CSV text of songs: it is {kind}. Expected the {SongColumns.Names.Count} columns of {DataFolder.SongsFile} in UTF-8 text.", exception);
        }
    }

    private static T Checked<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException exception) when (exception.Message.Contains(nameof(CsvReaderOptions.MaxRecordSize), StringComparison.Ordinal))
        {
            throw new InputException(FormattableString.Invariant($"{name}, line {exception.LineNumber}: found a line of more than {LongestLine:N0} bytes, expected shorter ones, one a song."), exception);
        }
        catch (CsvFormatException exception)
        {
            throw new InputException($"{name}, line {exception.LineNumber}: {exception.Message} " +
                "Expected CSV text, one line a song, with a field that contains quotes or commas quoted whole and its quotes doubled.", exception);
        }
    }
}
