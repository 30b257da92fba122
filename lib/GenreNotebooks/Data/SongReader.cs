using System.Text;
using CsvHelper;

namespace GenreNotebooks.Data;

/// <summary>Reads songs one by one from CSV text (section <i>Data</i>), in the memory of one song.</summary>
internal static class SongReader
{
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
    };

    /// <summary>Reads the songs of a stream as they are asked for; the stream stays open.</summary>
    /// <param name="stream">UTF-8 text: a header with the 31 columns of the data set in any order, then a line a song.</param>
    /// <param name="name">What messages call the stream, such as its path.</param>
    /// <param name="read">The columns to read, see <see cref="SongColumns"/>; by default all. Of others a song has nothing.</param>
    /// <exception cref="InputException">While enumerating: the text is not such a table; names line, column and value.</exception>
    public static IEnumerable<Song> Read(Stream stream, string name, IReadOnlySet<int>? read = null)
    {
        using var reader = CsvReader.Create(stream, Options, leaveOpen: true);
        var row = new SongRow(reader, SongColumns.Find(Checked(name, () => reader.Headers), name, read ?? SongColumns.All), name);
        while (Checked(name, reader.Read))
        {
            yield return row.ToSong();
        }
        if (reader.RowNumber == 0)
        {
            throw new InputException($"{name} has a header line but no songs: expected a line for each song.");
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
                "Expected CSV text, one line a song, with a field that contains quotes or commas quoted whole and its quotes doubled.", exception);
        }
    }
}
