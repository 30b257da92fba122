using CsvHelper;
using GenreNotebooks.Data;

namespace GenreNotebooks.Cli.Sampling;

/// <summary>Writes songs in the data set's format: 31 columns, the first without a name.</summary>
internal static class SongWriter
{
    public static void Write(TextWriter writer, IEnumerable<Song> songs)
    {
        using var csv = CsvWriter.Create(writer, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader([.. MusicData.ColumnNames]);
        foreach (var song in songs)
        {
            Write(csv, song);
        }
        csv.Flush();
    }

    private static void Write(CsvWriter csv, Song song)
    {
        csv.WriteField(song.Index);
        csv.WriteField(song.Artist);
        csv.WriteField(song.Track);
        csv.WriteField(song.ReleaseYear);
        csv.WriteField(song.Genre);
        csv.WriteField(song.Lyrics);
        csv.WriteField(song.WordCount);
        foreach (var feature in song.Features)
        {
            csv.WriteField(feature, "0.######");
        }
        csv.WriteField(song.Topic);
        csv.WriteField(song.Age);
        csv.EndRecord();
    }
}
