using GenreNotebooks.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>With artists apart, intervals are over artists.</summary>
public class ArtistIntervalTests
{
    // Ten artists of twenty songs; all songs of six of them are right.
    private static readonly Predictions TenArtists = Of(SomePredictions.Right(120, 200), song => song / 20);

    [Fact]
    public void Artists_with_all_songs_right_or_wrong_have_the_interval_of_ten_throws_and_not_of_two_hundred()
    {
        var (byArtist, bySong) = (ScoreSummary.Of([TenArtists]).Accuracy, ScoreSummary.Of([SomePredictions.Right(120, 200)]).Accuracy);
        Assert.Equal(0.6, byArtist.Mean, 1e-12);
        Assert.Equal((0.3, 0.9), (byArtist.Low, byArtist.High), (one, other) => Math.Abs(one.Item1 - other.Item1) < 1e-9 && Math.Abs(one.Item2 - other.Item2) < 1e-9);
        Assert.InRange(bySong.High - bySong.Low, 0.1, 0.15);
    }

    [Fact]
    public void Each_artist_counts_once_however_many_songs_it_has()
    {
        // 8 of 10 songs right of the first artist, none of 2 of the second.
        var summary = ScoreSummary.Of([Of(SomePredictions.Right(8, 12), song => song < 10 ? 0 : 1)]);
        Assert.Equal(8 / 12.0, summary.Accuracy.Mean, 1e-12);
        Assert.Equal(0.4, summary.ArtistAccuracy!.Mean, 1e-12);
        Assert.Null(ScoreSummary.Of([SomePredictions.Right(8, 12)]).ArtistAccuracy);
    }

    [Fact]
    public void An_artist_tested_by_two_runs_is_drawn_for_both()
    {
        var widths = new[] { ScoreSummary.Of([TenArtists]), ScoreSummary.Of([TenArtists, TenArtists]) }.Select(summary => summary.Accuracy.High - summary.Accuracy.Low).ToList();
        Assert.Equal(widths[0], widths[1], 0.1);
    }

    [Fact]
    public void Differences_too_are_drawn_by_artist_and_have_no_test_of_single_songs()
    {
        var other = Of(SomePredictions.Right(100, 200), song => song / 20);
        var comparison = PairedComparison.Of([TenArtists], [other]);
        Assert.Equal(0.1, comparison.Difference.Mean, 1e-12);
        Assert.InRange(comparison.Difference.High - comparison.Difference.Low, 0.25, 0.35); // one artist of ten makes the difference
        Assert.Empty(comparison.Tests);
    }

    [Fact]
    public void Numbers_of_known_songs_are_compared_on_artists_that_have_ten()
    {
        var some = Of(SomePredictions.Right(15, 30), song => song < 9 ? 0 : song < 20 ? 1 : 2);
        Assert.Equal(21, KnownSongs.Compared(some)!.Count);
        Assert.Null(KnownSongs.Compared(Of(SomePredictions.Right(5, 18), song => song / 9)));
    }

    private static Predictions Of(Predictions run, Func<int, int> artistOf) =>
        new(run.Songs, run.Genres, run.Labels, run.Probabilities, [.. Enumerable.Range(0, run.Count).Select(artistOf)]);
}
