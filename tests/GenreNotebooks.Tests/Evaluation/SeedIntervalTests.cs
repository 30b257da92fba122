using GenreNotebooks.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

public class SeedIntervalTests
{
    // scipy.stats.t.ppf(0.975, freedom)
    [Theory]
    [InlineData(1, 12.706204736432095)]
    [InlineData(2, 4.302652729911275)]
    [InlineData(3, 3.182446305284263)]
    [InlineData(4, 2.7764451051977987)]
    [InlineData(5, 2.5705818366147395)]
    [InlineData(29, 2.045229642132703)]
    [InlineData(100, 1.983971518523552)]
    public void The_quantiles_of_Student_s_t_are_scipy_s(int freedom, double expected) => Assert.Equal(expected, SeedInterval.Quantile(freedom), 1e-9);

    [Fact]
    public void The_interval_is_that_of_Nadeau_and_Bengio()
    {
        var estimate = SeedInterval.Of([0.5, 0.6, 0.4])!;
        var half = 4.302652729911275 * 0.1 * Math.Sqrt((1 / 3.0) + 0.25); // a fifth of the songs are test songs
        Assert.Equal((0.5, 0.1, 3), (Math.Round(estimate.Mean, 12), Math.Round(estimate.Sd!.Value, 12), estimate.Runs));
        Assert.Equal([0.5 - half, 0.5 + half], [estimate.Low, estimate.High], (one, other) => Math.Abs(one - other) < 1e-9);
    }

    [Fact]
    public void One_value_has_no_interval_and_NaN_is_no_value()
    {
        Assert.Null(SeedInterval.Of([0.5]));
        Assert.Null(SeedInterval.Of([0.5, double.NaN]));
        Assert.Equal(2, SeedInterval.Of([0.5, double.NaN, 0.7])!.Runs);
    }

    [Fact]
    public void The_bootstrap_of_a_matrix_has_the_spread_of_a_share_of_its_songs()
    {
        ConfusionMatrix matrix = new(["jazz", "rock"], new[,] { { 300, 100 }, { 200, 400 } }); // 700 of 1,000 right
        var resampled = ConfusionBootstrap.Resample(matrix, seed: 0);
        var estimate = Estimate.Of([matrix.Accuracy], resampled[0])!;
        var half = 1.96 * Math.Sqrt(0.7 * 0.3 / 1000);
        Assert.Equal((0.7 - half, 0.7 + half), (estimate.Low, estimate.High), (one, other) => Math.Abs(one.Item1 - other.Item1) < 0.003 && Math.Abs(one.Item2 - other.Item2) < 0.003);
        Assert.Equal(4, resampled.Length); // accuracy, macro-F1, two genres
        Assert.Equal(resampled[0], ConfusionBootstrap.Resample(matrix, seed: 0)[0]);
    }
}
