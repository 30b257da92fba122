using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class DataSplitTests
{
    public static TheoryData<SplitKind> Kinds { get; } = new(Enum.GetValues<SplitKind>());

    /// <summary>Songs of three genres; <paramref name="songsByArtist"/> songs of each artist, one after the other.</summary>
    private static Song[] Songs(int count, int songsByArtist = 3) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Song
        {
            Index = i, Artist = $"artist {i / songsByArtist}", Track = "", ReleaseYear = 2000, Lyrics = "word", WordCount = 1, Topic = "", Age = 0,
            Genre = (i / songsByArtist % 10) switch { < 5 => "rock", < 8 => "jazz", _ => "hip hop" }, Features = [],
        }),
    ];

    private static int[] Indices(IEnumerable<Song> songs) => [.. songs.Select(song => song.Index)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_song_is_on_exactly_one_side(SplitKind kind)
    {
        var split = DataSplit.Create(Songs(500), kind);
        Assert.Equal(Enumerable.Range(0, 500), Indices(split.Train.Concat(split.Test)).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_parts(SplitKind kind)
    {
        var (one, other) = (DataSplit.Create(Songs(500), kind, seed: 3), DataSplit.Create(Songs(500), kind, seed: 3));
        Assert.Equal(Indices(one.Test), Indices(other.Test));
        Assert.Equal(Indices(one.Train), Indices(other.Train));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Another_seed_gives_other_parts(SplitKind kind) => Assert.NotEqual(
        Indices(DataSplit.Create(Songs(500), kind, seed: 3).Test).Order(), Indices(DataSplit.Create(Songs(500), kind, seed: 4).Test).Order());

    [Theory]
    [InlineData(SplitKind.Random, 1, new[] { 2, 13, 5 })]
    [InlineData(SplitKind.Stratified, 5, new[] { 12, 2, 6 })]
    [InlineData(SplitKind.Artist, 1, new[] { 13, 4, 6 })]
    public void A_seed_gives_these_songs_for_ever(SplitKind kind, int seed, int[] songs) =>
        Assert.Equal(songs, Indices(DataSplit.Create(Songs(15, songsByArtist: 1), kind, seed).Test));

    [Theory]
    [InlineData(11_281, 0.2, 2_257)]
    [InlineData(10, 0.2, 2)]
    [InlineData(11, 0.2, 3)]
    [InlineData(100, 0.35, 35)]
    [InlineData(2, 0.9, 1)]
    public void The_test_part_is_rounded_up_as_scikit_learn_does(int count, double share, int expected)
    {
        Assert.Equal(expected, DataSplit.Create(Songs(count), SplitKind.Random, 0, share).Test.Count);
        Assert.Equal(expected, DataSplit.Create(Songs(count), SplitKind.Stratified, 0, share).Test.Count);
    }

    [Fact]
    public void A_stratified_test_part_has_each_genre_in_proportion()
    {
        var test = DataSplit.Create(Songs(1_010, songsByArtist: 1), SplitKind.Stratified, seed: 5).Test;
        Assert.Equal(["hip hop 40", "jazz 61", "rock 101"], test.CountBy(song => song.Genre).Select(genre => $"{genre.Key} {genre.Value}").Order());
    }

    [Fact]
    public void No_artist_is_on_both_sides()
    {
        var split = DataSplit.Create(Songs(1_000, songsByArtist: 7), SplitKind.Artist, seed: 5);
        Assert.Empty(split.Train.Select(song => song.Artist).Intersect(split.Test.Select(song => song.Artist)));
        Assert.InRange(split.Test.Count, 190, 210);
    }

    [Fact]
    public void Few_large_artists_still_leave_songs_on_both_sides()
    {
        var split = DataSplit.Create(Songs(30, songsByArtist: 10), SplitKind.Artist);
        Assert.Equal((20, 10), (split.Train.Count, split.Test.Count));
    }

    [Fact]
    public void One_artist_cannot_be_kept_apart() => Assert.Equal(
        "All 10 songs are by one artist: expected at least 2 artists to keep them apart.",
        Assert.Throws<InputException>(() => DataSplit.Create(Songs(10, songsByArtist: 10), SplitKind.Artist)).Message);

    [Fact]
    public void One_song_cannot_be_divided() =>
        Assert.Contains("at least 2", Assert.Throws<InputException>(() => DataSplit.Create(Songs(1))).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.2)]
    [InlineData(double.NaN)]
    public void A_share_outside_0_to_1_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>("testShare", () => DataSplit.Create(Songs(10), testShare: share));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_real_songs_divide_as_in_the_post(int seed)
    {
        var songs = RealData.Songs.OfGenres(GenreSet.Blog).Songs;
        var random = DataSplit.Create(songs, SplitKind.Random, seed);
        Assert.Equal((9_024, 2_257), (random.Train.Count, random.Test.Count));
        var artist = DataSplit.Create(songs, SplitKind.Artist, seed);
        Assert.Empty(artist.Train.Select(song => song.Artist).Intersect(artist.Test.Select(song => song.Artist)));
        Assert.InRange((double)artist.Test.Count / songs.Count, 0.19, 0.21);
        Assert.All(GenreSet.Blog.Names, genre => Assert.InRange(
            (double)artist.Test.Count(song => song.Genre == genre) / songs.Count(song => song.Genre == genre), 0.18, 0.22));
    }
}
