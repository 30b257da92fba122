using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>What known artists give away.</summary>
[Collection<Torch>]
public sealed class KnownArtistsTests
{
    private static readonly SongDataset Songs = SomeSongs.ByArtists(artists: 60, songsEach: 5);

    private static KnownArtists Of(SplitKind split, int seeds = 2) =>
        KnownArtists.Of(Songs, split, 3, ModelComparison.Measure(Songs, [("artist", ClassicalModels.Artist)], split, seeds, 3, cancellation: TestContext.Current.CancellationToken).RunsOf("artist"));

    [Fact]
    public void A_known_name_tells_the_genre_and_an_unknown_one_does_not()
    {
        var random = Of(SplitKind.Random);
        Assert.Equal(1, random.Known!.Accuracy.Mean);
        Assert.InRange(random.Unknown?.Accuracy.Mean ?? 0.3, 0, 0.7);
        Assert.InRange(random.Share, 0.9, 1);
    }

    [Fact]
    public void With_artists_apart_none_is_known()
    {
        var apart = Of(SplitKind.Artist);
        Assert.Null(apart.Known);
        Assert.Equal(0, apart.Share);
        Assert.InRange(apart.Unknown!.Accuracy.Mean, 0.2, 0.6);
    }

    [Fact]
    public void Predictions_for_other_songs_are_refused()
    {
        var runs = ModelComparison.Measure(Songs, [("artist", ClassicalModels.Artist)], SplitKind.Random, 1, 3, cancellation: TestContext.Current.CancellationToken).RunsOf("artist");
        Assert.Equal(
            "The predictions for seed 4 are for 60 other songs: expected the 60 test songs that the Random split has with this seed.",
            Assert.Throws<InputException>(() => KnownArtists.Of(Songs, SplitKind.Random, 4, runs)).Message);
    }
}
