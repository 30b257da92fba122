using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

/// <summary>Songs with nearly the same lyrics.</summary>
public sealed class NearDuplicatesTests
{
    private const string Words = "one two three four five six";

    private static readonly MusicData Songs = GenreAgreementTests.SongsOf(
        ("ann", "jazz", Words), ("bob", "rock", Words), ("ann", "jazz", $"{Words} seven"), ("cat", "rock", "six five four three two one"), ("dan", "rock", "one two"));

    [Fact]
    public void The_similarity_is_the_share_of_common_runs_of_three_words() =>
        Assert.Equal([new SimilarSongs(0, 1, 1), new(0, 2, 0.8), new(1, 2, 0.8)], NearDuplicates.Find(Songs).Pairs);

    [Fact]
    public void A_repeated_run_counts_once()
    {
        var songs = GenreAgreementTests.SongsOf(("ann", "jazz", "la la la la la la"), ("bob", "rock", "la la la oh"));
        Assert.Equal(0.5, Assert.Single(NearDuplicates.Find(songs).Pairs).Similarity);
    }

    [Fact]
    public void Pairs_by_one_artist_and_by_two_are_counted_apart()
    {
        var found = NearDuplicates.Find(Songs);
        Assert.Equal((new SongPairs(1, 1), new SongPairs(2, 0)), (found.SameArtist, found.DifferentArtists));
        Assert.Equal(new SongPairs(1, 0), found.AtLeast(0.9).DifferentArtists);
    }

    [Fact]
    public void Equal_words_get_one_answer_so_of_three_songs_of_two_genres_two_are_right()
    {
        var found = NearDuplicates.Find(Songs);
        Assert.Equal(3, found.Songs);
        Assert.Equal(2 / 3.0, found.BestFromLyrics, 1e-12);
    }

    [Fact]
    public void Songs_that_others_connect_are_one_group()
    {
        // a-b, c-d and b-c: the last pair joins two groups.
        var songs = GenreAgreementTests.SongsOf(
            ("a", "jazz", "1 2 3 4"), ("b", "jazz", "1 2 3 4 5"), ("c", "rock", "2 3 4 5"), ("d", "rock", "2 3 4 5 6"), ("e", "rock", "2 3 4 5 6"));
        var found = NearDuplicates.Find(songs);
        Assert.Equal((5, 3 / 5.0), (found.Songs, found.BestFromLyrics));
    }

    [Fact]
    public void A_test_song_leaks_if_a_training_song_has_its_words()
    {
        var found = NearDuplicates.Find(Songs);
        Assert.Equal(1, found.CountLeaks(new([1, 2, 3], [0, 4])));
        Assert.Equal(0, found.CountLeaks(new([3, 4], [0, 1, 2])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_similarity_out_of_range_is_refused(double similarity) => Assert.StartsWith(
        "The similarity of near-duplicates is ", Assert.Throws<InputException>(() => NearDuplicates.Find(Songs, similarity)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_table_names_genres_and_no_song()
    {
        var table = NearDuplicates.Find(Songs).ToTable();
        Assert.Equal(["jazz", "rock", "2", "100.0 %"], Assert.Single(table.Rows));
    }
}
