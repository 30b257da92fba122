using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;

namespace GenreNotebooks.Benchmarks.Micro;

/// <summary>The real songs where they are, else generated ones.</summary>
internal static class MicroData
{
    private const int GeneratedRows = 20_000;

    public static DataFolder Folder { get; } = DataFolder.Find();

    /// <summary>Whole lines of CSV text, of as many million bytes.</summary>
    public static byte[] Csv(int megabytes)
    {
        using var text = new MemoryStream();
        if (Folder.IsSample)
        {
            using var writer = new StreamWriter(text, leaveOpen: true);
            SampleGenerator.Write(writer, GeneratedRows);
        }
        else
        {
            using var file = Folder.OpenSongs();
            file.CopyTo(text);
        }
        var bytes = text.ToArray().AsSpan(0, megabytes * 1_000_000);
        return bytes[..(bytes.LastIndexOf((byte)'\n') + 1)].ToArray();
    }

    /// <summary>Lyrics from all over the table, which goes from genre to genre.</summary>
    public static string[] Lyrics(int count)
    {
        var songs = MusicData.Load(Folder);
        return [.. Enumerable.Range(0, count).Select(song => songs[(int)((long)song * songs.Count / count)].Lyrics)];
    }
}
