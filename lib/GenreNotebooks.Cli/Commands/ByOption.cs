using System.CommandLine;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>--by</c>: whether songs or artists are judged.</summary>
internal static class ByOption
{
    private const string Name = "--by", Song = "song", Artist = "artist";

    private static readonly OptionValue<string> Kind = OptionValue.Word(Song, Artist);

    /// <summary>The option of what is trained and evaluated.</summary>
    public static ValueOption<string> Judged { get; } = Kind.One(Name, "Judge single songs, or an artist by all songs of the artist, with --split artist.", Song);

    /// <summary>The option of what is predicted.</summary>
    public static ValueOption<string> Predicted { get; } = Kind.One(Name, "With --csv, a line for each song, or one for each artist (the column artist_name), whose songs may stand anywhere.", Song);

    /// <summary>Whether artists are judged.</summary>
    public static bool IsArtist(ValueOption<string> by, ParseResult arguments) => by.Of(arguments) == Artist;
}
