using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Tests.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Estimators;

[Collection<Torch>]
public class SimpleBaselinesTests
{
    private static readonly SongDataset Songs = SomeSongs.Create(
        ([], 0, 1990, "jazz"), ([], 0, 1990, "rock"), ([], 0, 1990, "rock"), ([], 0, 2000, "hip hop"), ([], 0, 2000, "rock"));

    [Fact]
    public void The_majority_baseline_predicts_the_base_rates()
    {
        var said = FrozenModel.Fit(new MajorityBaseline(), Songs, 0).Predict(Songs);
        Assert.All(said.Probabilities, song => Assert.Equal([0.2, 0.2, 0.6], song.Select(share => Math.Round(share, 12))));
        Assert.Equal(0.6, said.Confusion.Accuracy, 1e-12);
    }

    [Fact]
    public void The_year_baseline_counts_the_songs_of_the_year_and_one_of_the_base_rates()
    {
        // Ten years are forty standard deviations, so the weight is 0.
        var said = FrozenModel.Fit(new YearBaseline { Bandwidth = 0.25 }, Songs, 0).Predict(Songs).Probabilities;
        Assert.Equal([0.2 / 4, 1.2 / 4, 2.6 / 4], said[0].Select(share => Math.Round(share, 12)));
        Assert.Equal([1.2 / 3, 0.2 / 3, 1.6 / 3], said[4].Select(share => share), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void Nearby_years_count_by_their_distance()
    {
        var said = FrozenModel.Fit(new YearBaseline { Bandwidth = 10 }, Songs, 0).Predict(Songs).Probabilities[0];
        var weight = Math.Exp(-0.5);
        Assert.Equal((0.2 + weight) / (1 + 3 + (2 * weight)), said[0], 1e-12);
    }

    [Fact]
    public void A_year_far_from_all_has_the_base_rates()
    {
        var year = new YearBaseline().Fit(Songs, 0);
        var far = SomeSongs.Create(([], 0, 1800, "jazz"), ([], 0, 1800, "rock"), ([], 0, 1800, "hip hop"));
        Assert.Equal([0.2, 0.2, 0.6], year.Predict(far)[0].Select(share => Math.Round(share, 12)));
    }

    [Fact]
    public void The_artist_baseline_counts_the_songs_of_the_name_and_one_of_the_base_rates()
    {
        // artist 0 is hip hop, artist 1 jazz, artist 2 rock, so the base rates are equal.
        var said = new ArtistBaseline().Fit(SomeSongs.ByArtists(artists: 3, songsEach: 2), 0).Predict(SomeSongs.ByArtists(artists: 4, songsEach: 1));
        Assert.Equal([(2 + (1 / 3.0)) / 3, 1 / 9.0, 1 / 9.0], said[0].Select(share => share), (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.All(said[3], share => Assert.Equal(1 / 3.0, share, 1e-12)); // an unknown name
    }
}
