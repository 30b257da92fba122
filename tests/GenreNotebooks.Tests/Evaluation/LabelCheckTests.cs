using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>Doubtful labels.</summary>
[Collection<Torch>]
public sealed class LabelCheckTests
{
    [Fact]
    public void Artists_with_a_wrong_label_come_first()
    {
        var songs = SomeSongs.ByArtists(artists: 60, songsEach: 5, wrong: 3);
        var check = LabelCheck.Of(songs, new GradientBoostedTrees { Trees = 20, MinSongsPerLeaf = 5 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(60, check.Artists.Count);
        Assert.Equal(["artist 0", "artist 1", "artist 2"], check.Artists.Take(3).Select(artist => artist.Artist).Order());
        Assert.All(check.Artists.Take(3), artist => Assert.True(artist.Probability > artist.ProbabilityOfLabel && artist.Predicted != artist.Label && artist.Songs == 5));
        Assert.Equal(2, check.ToTable(2).Rows.Count);
    }

    [Fact]
    public void Artists_of_too_few_songs_are_left_out() => Assert.Empty(LabelCheck.Of(
        SomeSongs.ByArtists(artists: 20, songsEach: 2), ClassicalModels.Majority, leastSongs: 3, cancellation: TestContext.Current.CancellationToken).Artists);

    [Fact]
    public void No_model_knows_the_artist_that_it_judges()
    {
        // One that knew the name would be sure of the label.
        var check = LabelCheck.Of(SomeSongs.ByArtists(artists: 60, songsEach: 5), ClassicalModels.Artist, cancellation: TestContext.Current.CancellationToken);
        Assert.All(check.Artists, artist => Assert.InRange(artist.ProbabilityOfLabel, 0.2, 0.5));
    }
}
