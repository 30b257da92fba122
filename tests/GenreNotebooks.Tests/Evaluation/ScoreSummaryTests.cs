using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

public class ScoreSummaryTests
{
    private static double Width(Estimate estimate) => estimate.High - estimate.Low;

    [Fact]
    public void The_mean_and_standard_deviation_are_those_of_the_runs()
    {
        var accuracy = ScoreSummary.Of([SomePredictions.Right(5, 10), SomePredictions.Right(7, 10, first: 10), SomePredictions.Right(9, 10, first: 20)]).Accuracy;
        Assert.Equal(0.7, accuracy.Mean, 1e-12);
        Assert.Equal(0.2, accuracy.Sd!.Value, 1e-12);
    }

    [Fact]
    public void One_run_has_no_standard_deviation() => Assert.Null(ScoreSummary.Of([SomePredictions.Right(5, 10)]).Accuracy.Sd);

    // The bootstrap of an accuracy has a binomial distribution over the songs: 0.6 ± 1.96 sqrt(0.6 0.4 / 2000).
    [Fact]
    public void The_interval_of_one_run_is_the_binomial_one()
    {
        var accuracy = ScoreSummary.Of([SomePredictions.Right(1200, 2000)], resamples: 10_000).Accuracy;
        Assert.Equal(0.6 - 0.02147, accuracy.Low, 1e-3);
        Assert.Equal(0.6 + 0.02147, accuracy.High, 1e-3);
    }

    [Fact]
    public void Runs_that_say_the_same_of_the_same_songs_do_not_narrow_the_interval()
    {
        var run = SomePredictions.Right(1200, 2000);
        Assert.Equal(1, Width(ScoreSummary.Of([run, run, run, run]).Accuracy) / Width(ScoreSummary.Of([run]).Accuracy), 0.05);
    }

    [Fact]
    public void Runs_on_other_songs_narrow_the_interval()
    {
        var runs = Enumerable.Range(0, 4).Select(run => SomePredictions.Right(1200, 2000, first: 2000 * run)).ToList();
        // Four times the songs halve the interval of one run; drawing the runs too widens it by somewhat less than that half.
        Assert.InRange(Width(ScoreSummary.Of(runs).Accuracy) / Width(ScoreSummary.Of([runs[0]]).Accuracy), 0.45, 0.75);
    }

    [Fact]
    public void Runs_that_differ_widen_the_interval()
    {
        var (one, other) = (SomePredictions.Right(1000, 2000), SomePredictions.Right(1400, 2000));
        Assert.True(Width(ScoreSummary.Of([one, other, one, other]).Accuracy) > 2 * Width(ScoreSummary.Of([SomePredictions.Right(1200, 2000)]).Accuracy));
    }

    [Fact]
    public void A_resample_without_songs_of_a_genre_says_nothing_of_it()
    {
        // The only song of genre b is predicted correctly, so b's recall is 1 in every resample that has it.
        var summary = ScoreSummary.Of([SomePredictions.Of((0, 0), (0, 1), (0, 0), (1, 1))]);
        Assert.Equal(new(1, null, 1, 1, 1), summary.PerClass["b"]);
        Assert.Null(summary.PerClass["c"]);
    }

    [Fact]
    public void Macro_F1_log_loss_calibration_and_confusion_are_there()
    {
        var runs = new[] { SomePredictions.Random(50, seed: 1), SomePredictions.Random(50, seed: 2) };
        var summary = ScoreSummary.Of(runs);
        Assert.Equal(runs.Average(run => run.Confusion.MacroF1), summary.MacroF1.Mean, 1e-12);
        Assert.Equal(runs.Average(run => run.LogLoss), summary.LogLoss, 1e-12);
        Assert.Equal(100, summary.Confusion.Total);
        Assert.Equal(100, summary.Calibration.Bins.Sum(bin => bin.Songs));
        Assert.Equal(["a", "b", "c"], summary.PerClass.Keys);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_another()
    {
        var runs = new[] { SomePredictions.Random(500, seed: 1) };
        Assert.Equal(ScoreSummary.Of(runs, seed: 1).MacroF1, ScoreSummary.Of(runs, seed: 1).MacroF1);
        Assert.NotEqual(ScoreSummary.Of(runs, seed: 1).MacroF1, ScoreSummary.Of(runs, seed: 2).MacroF1);
    }

    // Four songs of c, all right, in the first run and none in the second: nothing is known of c in the second.
    [Fact]
    public void A_run_without_songs_of_a_genre_enters_neither_its_mean_nor_its_interval()
    {
        var (with, without) = (SomePredictions.Of((0, 0), (1, 1), (2, 2), (2, 2), (2, 2), (2, 2)), SomePredictions.From(10, [(0, 0), (1, 1)]));
        var summary = ScoreSummary.Of([with, without]);
        Assert.Equal(new(1, null, 1, 1, 1), summary.PerClass["c"]);
        Assert.Equal(2, summary.PerClass["a"]!.Runs);
        Assert.Equal(new(1, 0, 1, 1, 2), summary.MacroF1);
    }

    // The drawn songs may all be of the other run: then a run's accuracy is unknown, not 0.
    [Fact]
    public void A_run_without_drawn_songs_does_not_count_as_all_wrong() =>
        Assert.Equal(new(1, 0, 1, 1, 2), ScoreSummary.Of([SomePredictions.Right(1, 1), SomePredictions.Right(1, 1, first: 1)]).Accuracy);

    [Fact]
    public void A_mean_lies_between_the_smallest_and_the_largest_run_that_entered_it() =>
        Prop.ForAll(Gen.Choose(1, 40).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), (songs, seed, count) =>
        {
            var runs = Enumerable.Range(0, count).Select(run => SomePredictions.Random(songs, seed + run, first: run * 7, genres: 6)).ToList();
            var summary = ScoreSummary.Of(runs, resamples: 20, seed);
            foreach (var (place, (genre, estimate)) in summary.PerClass.Index())
            {
                double[] entered = [.. runs.Where(run => run.Labels.Contains(place)).Select(run => run.Confusion.PerClass[place])];
                Assert.Equal(entered.Length, estimate?.Runs ?? 0);
                AssertWithin(entered, estimate);
            }
            AssertWithin([.. runs.Select(run => run.Confusion.Accuracy)], summary.Accuracy);
            AssertWithin([.. runs.Select(run => run.Confusion.MacroF1)], summary.MacroF1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void AssertWithin(double[] entered, Estimate? estimate)
    {
        Assert.Equal(entered.Length == 0, estimate is null);
        if (estimate is not null)
        {
            Assert.InRange(estimate.Mean, entered.Min() - 1e-12, entered.Max() + 1e-12);
            Assert.True(double.IsNaN(estimate.Low) || (0 <= estimate.Low && estimate.Low <= estimate.High && estimate.High <= 1));
        }
    }

    [Fact]
    public void An_estimate_reads_as_mean_deviation_and_interval()
    {
        Assert.Equal("0.6531 ± 0.0062 [0.6412, 0.6650]", new Estimate(0.65312, 0.0062, 0.6412, 0.665, 1).ToString());
        Assert.Equal("0.6531 [0.6412, 0.6650]", new Estimate(0.65312, null, 0.6412, 0.665, 1).ToString());
    }
}
