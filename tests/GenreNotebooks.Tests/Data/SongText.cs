using System.Text;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

/// <summary>Small tables of songs as CSV text, with single values replaced.</summary>
internal static class SongText
{
    public const string Name = "some/songs.csv";

    public static string Header => string.Join(",", SongColumns.Names);

    public static string Row(string column = "", string? value = null) =>
        string.Join(",", SongColumns.Names.Select((name, place) => name == column && value is not null ? value : Value(name, place)));

    public static string Table(params IEnumerable<string> rows) => string.Join("\n", rows.Prepend(Header)) + "\n";

    public static MusicData Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static MusicData Read(byte[] text)
    {
        using var stream = new MemoryStream(text);
        return MusicData.Read(stream, Name);
    }

    public static string MessageOf(string text) => Assert.Throws<InputException>(() => Read(text)).Message;

    private static string Value(string name, int place) => name switch
    {
        "" => "7",
        "artist_name" => "some artist",
        "track_name" => "some track",
        "release_date" => "1984",
        "genre" => "jazz",
        "lyrics" => "word after word",
        "len" => "3",
        "topic" => "music",
        _ => $"0.{place:00}",
    };
}
