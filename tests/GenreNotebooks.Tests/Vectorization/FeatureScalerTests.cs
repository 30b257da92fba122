using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public class FeatureScalerTests
{
    private static readonly int[] NoWords = [1, 2];

    [Fact]
    public void Features_become_ranks_with_mean_0_and_variance_1()
    {
        var random = new Random(3);
        var features = Enumerable.Range(0, 5000 * 22).Select(_ => (float)Math.Exp(3 * random.NextDouble())).ToArray();
        var songs = SmallSongs.Dataset([.. Enumerable.Repeat(NoWords, 5000)], features, new int[5000], 4);
        var scaling = Learn(FeatureScaling.Quantile, songs);
        var scaled = Enumerable.Range(0, 5000).Select(song => (double)scaling.Scale(7, songs.FeaturesOf(song)[7])).ToArray();
        Assert.Equal(0, scaled.Average(), 1e-2);
        Assert.Equal(1, scaled.Average(value => value * value), 1e-2);
        Assert.Equal(scaled.Order(), Enumerable.Range(0, 5000).OrderBy(song => songs.FeaturesOf(song)[7]).Select(song => scaled[song]));
    }

    [Fact]
    public void Equal_values_share_the_middle_of_their_ranks_and_unknown_ones_count_as_the_nearest_end()
    {
        var features = new float[4 * 22];
        (features[0], features[22], features[44], features[66]) = (0, 0, 0, 5);
        var songs = SmallSongs.Dataset([.. Enumerable.Repeat(NoWords, 4)], features, [0, 1, 0, 1], 4);
        var scaling = Learn(FeatureScaling.Quantile, songs);
        Assert.Equal(MathF.Sqrt(12) * ((3 / 8f) - 0.5f), scaling.Scale(0, 0), 1e-6f);
        Assert.Equal(MathF.Sqrt(12) * 0.5f, scaling.Scale(0, 99), 1e-6f);
        Assert.Equal(MathF.Sqrt(12) * -0.5f, scaling.Scale(0, -99), 1e-6f);
    }

    [Fact]
    public void Standard_features_have_mean_0_and_variance_1_and_a_constant_one_is_0()
    {
        var random = new Random(3);
        var features = Enumerable.Range(0, 300 * 22).Select(place => place % 22 == 5 ? 0.25f : (float)(7 + (3 * random.NextDouble()))).ToArray();
        var songs = SmallSongs.Dataset([.. Enumerable.Repeat(NoWords, 300)], features, new int[300], 4);
        var scaling = Learn(FeatureScaling.Standard, songs);
        var scaled = Enumerable.Range(0, 300).Select(song => (double)scaling.Scale(7, songs.FeaturesOf(song)[7])).ToArray();
        Assert.Equal(0, scaled.Average(), 1e-5);
        Assert.Equal(1, scaled.Average(value => value * value), 1e-5);
        Assert.Equal(0, scaling.Scale(5, 0.25f));
    }

    [Fact]
    public void Unscaled_features_are_as_they_are_and_the_year_counts_in_70_years()
    {
        var scaling = FeatureScaler.Create(FeatureScaling.None, []);
        Assert.Equal([0.3f, 0f, 1f], [scaling.Scale(0, 0.3f), scaling.Scale(22, 1950), scaling.Scale(22, 2020)]);
    }

    private static FeatureScaler Learn(FeatureScaling scaling, SongDataset songs) =>
        FeatureScaler.Create(scaling, FeatureScaler.Learn(scaling, songs));
}
