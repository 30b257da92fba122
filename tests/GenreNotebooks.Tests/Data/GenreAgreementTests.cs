using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

/// <summary>Facts about pairs of songs.</summary>
public sealed class GenreAgreementTests
{
    private static readonly MusicData Songs = SongsOf(
        ("ann", "jazz", ""), ("ann", "jazz", ""), ("ann", "rock", ""), ("bob", "rock", ""), ("bob", "rock", ""), ("cat", "jazz", ""));

    [Fact]
    public void Pairs_by_one_artist_and_by_two_are_counted_apart()
    {
        var found = GenreAgreement.Of(Songs);
        Assert.Equal(new SongPairs(4, 2), found.SameArtist); // three of ann's, of which one agrees, and bob's
        Assert.Equal(new SongPairs(11, 4), found.DifferentArtists); // ann's rock with bob's two, ann's jazz with cat's
        Assert.Equal((3, 2, 1), (found.Artists, found.ArtistsOfSeveralSongs, found.ArtistsOfSeveralGenres));
    }

    [Fact]
    public void Without_two_songs_by_one_artist_there_is_no_share()
    {
        var found = GenreAgreement.Of(SongsOf(("ann", "jazz", ""), ("bob", "rock", "")));
        Assert.True(double.IsNaN(found.SameArtist.Share));
        Assert.Equal(["one artist", "0", "0", "–"], found.ToTable().Rows[0]);
    }

    [Fact]
    public void On_the_real_songs_the_label_is_the_artists()
    {
        Assert.Equal(new SongPairs(87_985, 87_813), GenreAgreement.Of(RealData.Songs.OfGenres(GenreSet.Blog)).SameArtist);
        Assert.Equal(new SongPairs(271_889, 261_390), GenreAgreement.Of(RealData.Songs).SameArtist);
    }

    /// <summary>Songs by artist, genre and lyrics.</summary>
    internal static MusicData SongsOf(params (string Artist, string Genre, string Lyrics)[] songs) => MusicData.Of(
        songs.Select((song, row) => new Song
        {
            Index = row,
            Artist = song.Artist,
            Track = "",
            ReleaseYear = 2000,
            Genre = song.Genre,
            Lyrics = song.Lyrics,
            WordCount = 0,
            Topic = "",
            Age = 0,
            Features = new double[22],
        }),
        rows => new("sample", "these songs", rows, ""));
}
