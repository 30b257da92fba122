using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

public class PairedComparisonTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(4, 4, 1)]
    [InlineData(1, 5, 14 / 64.0)]
    [InlineData(5, 1, 14 / 64.0)]
    [InlineData(0, 10, 2 / 1024.0)]
    public void The_exact_test_is_that_of_a_coin(int first, int second, double expected) =>
        Assert.Equal(expected, new McNemarTest(first, second).PValue, 1e-12);

    [Fact]
    public void The_exact_test_counts_the_sides_of_a_coin_for_any_number_of_songs() =>
        Prop.ForAll(Gen.Choose(0, 2500).ToArbitrary(), Gen.Choose(0, 2500).ToArbitrary(), (first, second) =>
        {
            var expected = Math.Min(1, 2 * Tail(Math.Min(first, second), first + second));
            return Math.Abs(new McNemarTest(first, second).PValue - expected) < 1e-9;
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Songs_that_only_one_gets_right_are_counted()
    {
        var test = McNemarTest.Of(
            SomePredictions.Of((0, 0), (0, 1), (1, 1), (2, 2), (2, 0)), SomePredictions.Of((0, 0), (0, 0), (1, 2), (2, 1), (2, 1)));
        Assert.Equal(new(2, 1), test);
    }

    [Fact]
    public void The_difference_is_that_of_the_accuracies_and_its_interval_that_of_the_pairs()
    {
        // Of 2000 songs both get 1000 right, only the first 300, only the second 200: a song's difference has sd sqrt(0.25 - 0.05²).
        var first = SomePredictions.Of([.. Enumerable.Range(0, 2000).Select(song => (0, song < 1300 ? 0 : 1))]);
        var second = SomePredictions.Of([.. Enumerable.Range(0, 2000).Select(song => (0, song is < 1000 or >= 1300 and < 1500 ? 0 : 1))]);
        var comparison = PairedComparison.Of([first], [second], resamples: 10_000);
        Assert.Equal(0.05, comparison.Difference.Mean, 1e-12);
        Assert.Equal(0.05 - 0.0218, comparison.Difference.Low, 1e-3);
        Assert.Equal(0.05 + 0.0218, comparison.Difference.High, 1e-3);
        Assert.Equal([new(300, 200)], comparison.Tests);
    }

    [Fact]
    public void A_classifier_does_not_differ_from_itself()
    {
        var run = SomePredictions.Random(100, seed: 1);
        var comparison = PairedComparison.Of([run, run], [run, run]);
        Assert.Equal(new(0, 0, 0, 0, 2), comparison.Difference);
        Assert.All(comparison.Tests, test => Assert.Equal(1, test.PValue));
    }

    [Fact]
    public void The_other_way_round_the_difference_changes_its_sign() =>
        Prop.ForAll(Gen.Choose(1, 100).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (songs, seed) =>
        {
            var (one, other) = (SomePredictions.Random(songs, seed), Relabelled(songs, seed));
            var there = PairedComparison.Of([one], [other], 100).Difference;
            var back = PairedComparison.Of([other], [one], 100).Difference;
            return Math.Abs(there.Mean + back.Mean) < 1e-12 && Math.Abs(there.Low + back.High) < 1e-12;
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Different_songs_cannot_be_compared() => Assert.Throws<ArgumentException>(
        () => PairedComparison.Of([SomePredictions.From(0, [(0, 0)])], [SomePredictions.From(1, [(0, 0)])]));

    [Fact]
    public void Different_genres_cannot_be_compared() => Assert.Throws<ArgumentException>(
        () => McNemarTest.Of(new([0], ["a", "b"], [0], [[1, 0]]), new([0], ["a", "b", "c"], [0], [[1, 0, 0]])));

    /// <summary>The songs drawn with the seed, all predicted as genre a.</summary>
    private static Predictions Relabelled(int songs, int seed) =>
        SomePredictions.Of([.. SomePredictions.Random(songs, seed).Labels.Select(label => (label, 0))]);

    /// <summary>The probability of at most this many heads, computed in integers.</summary>
    private static double Tail(int heads, int throws)
    {
        var (ways, sum) = (BigInteger.One, BigInteger.One);
        for (var head = 1; head <= heads; head++)
        {
            ways = ways * (throws - head + 1) / head;
            sum += ways;
        }
        return Math.Exp(BigInteger.Log(sum) - (throws * Math.Log(2)));
    }
}
