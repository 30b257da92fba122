using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class SplitTests
{
    public static TheoryData<SplitKind> Kinds { get; } = new(Enum.GetValues<SplitKind>());

    /// <summary>Songs of three genres, with <paramref name="songsByArtist"/> consecutive songs by each artist.</summary>
    private static MusicData Songs(int count, int songsByArtist = 3) => MusicData.Of(
    [
        .. Enumerable.Range(0, count).Select(i => new Song
        {
            Index = i, Artist = $"artist {i / songsByArtist}", Track = "", ReleaseYear = 2000, Lyrics = "word", WordCount = 1, Topic = "", Age = 0,
            Genre = (i / songsByArtist % 10) switch { < 5 => "rock", < 8 => "jazz", _ => "hip hop" }, Features = new double[EngineeredFeatures.Names.Count],
        }),
    ], rows => new("sample", "songs", rows, ""));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_song_is_on_exactly_one_side(SplitKind kind)
    {
        var split = Split.Create(Songs(500), kind);
        Assert.Equal(Enumerable.Range(0, 500), split.Train.Concat(split.Test).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_parts(SplitKind kind)
    {
        var (one, other) = (Split.Create(Songs(500), kind, seed: 3), Split.Create(Songs(500), kind, seed: 3));
        Assert.Equal(one.Test, other.Test);
        Assert.Equal(one.Train, other.Train);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Another_seed_gives_other_parts(SplitKind kind) => Assert.NotEqual(
        Split.Create(Songs(500), kind, seed: 3).Test.Order(), Split.Create(Songs(500), kind, seed: 4).Test.Order());

    [Theory]
    [InlineData(SplitKind.Random, 1, new[] { 2, 13, 5 })]
    [InlineData(SplitKind.Stratified, 5, new[] { 12, 2, 6 })]
    [InlineData(SplitKind.Artist, 1, new[] { 13, 4, 6 })]
    public void A_seed_gives_these_songs_for_ever(SplitKind kind, int seed, int[] songs) =>
        Assert.Equal(songs, Split.Create(Songs(15, songsByArtist: 1), kind, seed).Test);

    [Theory]
    [InlineData(11_281, 0.2, 2_257)]
    [InlineData(10, 0.2, 2)]
    [InlineData(11, 0.2, 3)]
    [InlineData(100, 0.35, 35)]
    [InlineData(2, 0.9, 1)]
    public void The_test_part_is_rounded_up_as_scikit_learn_does(int count, double share, int expected)
    {
        Assert.Equal(expected, Split.Create(Songs(count), SplitKind.Random, 0, share).Test.Length);
        Assert.Equal(expected, Split.Create(Songs(count), SplitKind.Stratified, 0, share).Test.Length);
    }

    [Fact]
    public void A_stratified_test_part_has_each_genre_in_proportion()
    {
        var songs = Songs(1_010, songsByArtist: 1);
        var test = Split.Create(songs, SplitKind.Stratified, seed: 5).Test;
        Assert.Equal(["hip hop 40", "jazz 61", "rock 101"], test.CountBy(row => songs[row].Genre).Select(genre => $"{genre.Key} {genre.Value}").Order());
    }

    [Fact]
    public void No_artist_is_on_both_sides()
    {
        var songs = Songs(1_000, songsByArtist: 7);
        var split = Split.Create(songs, SplitKind.Artist, seed: 5);
        Assert.Empty(split.Train.Select(row => songs[row].Artist).Intersect(split.Test.Select(row => songs[row].Artist)));
        Assert.InRange(split.Test.Length, 190, 210);
    }

    [Fact]
    public void Few_large_artists_still_leave_songs_on_both_sides()
    {
        var split = Split.Create(Songs(30, songsByArtist: 10), SplitKind.Artist);
        Assert.Equal((20, 10), (split.Train.Length, split.Test.Length));
    }

    [Fact]
    public void One_artist_cannot_be_kept_apart() => Assert.Equal(
        "All 10 songs are by one artist: expected at least 2 artists to keep them apart.",
        Assert.Throws<InputException>(() => Split.Create(Songs(10, songsByArtist: 10), SplitKind.Artist)).Message);

    [Fact]
    public void One_song_cannot_be_divided() =>
        Assert.Contains("at least 2", Assert.Throws<InputException>(() => Split.Create(Songs(1))).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.2)]
    [InlineData(double.NaN)]
    public void A_share_outside_0_to_1_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>("testShare", () => Split.Create(Songs(10), testShare: share));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_real_songs_divide_as_in_the_post(int seed)
    {
        var songs = RealData.Songs.OfGenres(GenreSet.Blog);
        var random = Split.Create(songs, SplitKind.Random, seed);
        Assert.Equal((9_024, 2_257), (random.Train.Length, random.Test.Length));
        var artist = Split.Create(songs, SplitKind.Artist, seed);
        Assert.Empty(artist.Train.Select(row => songs[row].Artist).Intersect(artist.Test.Select(row => songs[row].Artist)));
        Assert.InRange((double)artist.Test.Length / songs.Count, 0.19, 0.21);
        Assert.All(GenreSet.Blog.Names, genre => Assert.InRange(
            (double)artist.Test.Count(row => songs[row].Genre == genre) / songs.Count(song => song.Genre == genre), 0.18, 0.22));
    }
}
