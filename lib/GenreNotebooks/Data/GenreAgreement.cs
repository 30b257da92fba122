using GenreNotebooks.Display;
using static System.FormattableString;

namespace GenreNotebooks.Data;

/// <summary>How often two songs have the same genre: pairs by one artist, and pairs by two artists. It shows whether the label belongs to the song or to the artist.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record GenreAgreement : IHtmlDisplay
{
    private GenreAgreement() { }

    /// <summary>The pairs of songs by one artist.</summary>
    public required SongPairs SameArtist { get; init; }

    /// <summary>The pairs of songs by two artists: what agreement is by chance.</summary>
    public required SongPairs DifferentArtists { get; init; }

    /// <summary>The number of artists.</summary>
    public required int Artists { get; init; }

    /// <summary>The number of artists with at least two songs.</summary>
    public required int ArtistsOfSeveralSongs { get; init; }

    /// <summary>The number of artists with songs of at least two genres.</summary>
    public required int ArtistsOfSeveralGenres { get; init; }

    /// <summary>Counts all pairs of songs.</summary>
    public static GenreAgreement Of(MusicData songs)
    {
        ArgumentNullException.ThrowIfNull(songs);
        var artists = songs.ArtistColumn.Codes.Zip(songs.GenreColumn.Codes).CountBy(song => song).GroupBy(one => one.Key.First, one => one.Value)
            .Select(genres => genres.ToArray()).ToList();
        var same = new SongPairs(artists.Sum(genres => PairsOf(genres.Sum())), artists.Sum(genres => genres.Sum(PairsOf)));
        return new()
        {
            SameArtist = same,
            DifferentArtists = new(PairsOf(songs.Count) - same.Count, songs.GenreColumn.Codes.CountBy(genre => genre).Sum(genre => PairsOf(genre.Value)) - same.SameGenre),
            Artists = artists.Count,
            ArtistsOfSeveralSongs = artists.Count(genres => genres.Sum() > 1),
            ArtistsOfSeveralGenres = artists.Count(genres => genres.Length > 1),
        };
    }

    /// <summary>Both kinds of pairs, with their number and the share of the same genre.</summary>
    public Table ToTable() => Table.Of(
        ["two songs by", "pairs", "same genre", "share"],
        [RowOf("one artist", SameArtist), RowOf("two artists", DifferentArtists)],
        Invariant($"{Artists:N0} artists, {ArtistsOfSeveralSongs:N0} of them with several songs, {ArtistsOfSeveralGenres:N0} of these with several genres"));

    /// <summary>The <see cref="ToTable">table</see> as HTML.</summary>
    public string ToHtml() => ToTable().ToHtml();

    /// <summary>The <see cref="ToTable">table</see> as text.</summary>
    public override string ToString() => ToTable().ToString();

    private static long PairsOf(int songs) => (long)songs * (songs - 1) / 2;

    private static object?[] RowOf(string name, SongPairs pairs) => [name, Invariant($"{pairs.Count:N0}"), Invariant($"{pairs.SameGenre:N0}"), pairs.ShareText];
}

/// <summary>Pairs of songs.</summary>
/// <param name="Count">The number of pairs.</param>
/// <param name="SameGenre">The number of those whose songs have the same genre.</param>
public readonly record struct SongPairs(long Count, long SameGenre)
{
    /// <summary>The share of pairs whose songs have the same genre, 0 to 1; NaN without pairs.</summary>
    public double Share => (double)SameGenre / Count;

    /// <summary>The share, such as <c>99.8 %</c>; a dash without pairs.</summary>
    public string ShareText => Count == 0 ? Table.Absent : Invariant($"{Share:0.0 %}");

    /// <summary>The share of pairs whose songs have two genres, as text.</summary>
    public string OtherShareText => Count == 0 ? Table.Absent : Invariant($"{1 - Share:0.0 %}");
}
