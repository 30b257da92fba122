using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

public class RunComparisonTests
{
    [Fact]
    public void Runs_that_differ_only_in_their_seed_are_one_row()
    {
        var comparison = RunComparison.Of([Of(8, 1, 60), Of(16, 0, 70), Of(8, 0, 50), Of(8, 2, 40)]);
        Assert.Equal([("lyrics, embedding_dim 8", 3), ("lyrics, embedding_dim 16", 1)], comparison.Rows.Select(row => (row.Name, row.Runs.Count)));
        Assert.Equal(("0.5000 ± 0.1000", 3), (comparison.Rows[0].Accuracy!.MeanAndSd, comparison.Rows[0].Accuracy!.Runs));
        Assert.Equal("0.7000", comparison.Rows[1].Accuracy!.MeanAndSd);
        Assert.Matches("lyrics +8  0–2   0.5000 ± 0.1000", comparison.ToString());
    }

    [Fact]
    public void Rows_with_common_seeds_are_compared_seed_by_seed()
    {
        // The accuracies of each row vary by 0.1, their differences by 0.01 alone.
        var difference = Assert.Single(RunComparison.Of([Of(8, 0, 50), Of(8, 1, 60), Of(8, 2, 40), Of(16, 0, 55), Of(16, 1, 66), Of(16, 2, 44)]).Differences);
        Assert.Equal((0.05, 0.01, 3), (Math.Round(difference.Accuracy!.Mean, 12), Math.Round(difference.Accuracy.Sd!.Value, 12), difference.Accuracy.Runs));
        Assert.Equal("3 seeds, paired", difference.Basis);
        Assert.InRange(difference.Accuracy.Low, 0.001, 0.02);
    }

    [Fact]
    public void Seeds_that_only_one_row_has_are_left_out_of_the_difference()
    {
        var difference = RunComparison.Of([Of(8, 0, 50), Of(8, 1, 60), Of(8, 9, 99), Of(16, 0, 55), Of(16, 1, 66), Of(16, 8, 1)]).Differences[0];
        Assert.Equal((0.055, "2 seeds, paired: 0.6050 − 0.5500"), (Math.Round(difference.Accuracy!.Mean, 12), difference.Basis));
    }

    [Fact]
    public void Two_single_runs_on_the_same_songs_have_an_interval_as_wide_as_of_two_independent_samples()
    {
        var difference = RunComparison.Of([Of(8, 3, 50), Of(16, 3, 60)]).Differences[0];
        var half = 1.96 * Math.Sqrt((0.5 * 0.5 / 200) + (0.6 * 0.4 / 200));
        Assert.Equal(0.1, difference.Accuracy!.Mean, 1e-12);
        Assert.Equal((0.1 - half, 0.1 + half), (difference.Accuracy.Low, difference.Accuracy.High), (one, other) => Math.Abs(one.Item1 - other.Item1) < 0.01 && Math.Abs(one.Item2 - other.Item2) < 0.01);
        Assert.Equal("seed 3 alone", difference.Basis);
    }

    [Fact]
    public void Two_single_runs_with_artists_apart_have_no_interval_and_no_note_about_one()
    {
        RunRecord[] apart = [.. new[] { Of(8, 3, 50), Of(16, 3, 60) }.Select(run => run with { Split = SplitKind.Artist, Options = run.Options with { Split = SplitKind.Artist } })];
        var comparison = RunComparison.Of(apart);
        Assert.All(comparison.Rows.Select(row => row.Accuracy!).Append(comparison.Differences[0].Accuracy!), accuracy => Assert.Equal("–", accuracy.Interval));
        Assert.Contains("none for one run with artists apart", comparison.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("the interval is over its test songs", comparison.ToString(), StringComparison.Ordinal);
        Assert.Contains("the interval is over its test songs", RunComparison.Of([Of(8, 3, 50), Of(16, 3, 60)]).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_cannot_be_compared_have_no_difference_and_the_reason()
    {
        var run = Of(8, 0, 50);
        (RunRecord Other, string Reason)[] others =
        [
            (Of(16, 5, 60), "no seed in common: other test songs"),
            (run with { Data = run.Data with { Kind = "sample", Sha256 = new('c', 64), Rows = 2300 } }, "other songs: sample, 2,300 rows, cccccc, and real, 28,372 rows, aaaaaa"),
            (run with { VocabularySha256 = new('c', 64) }, "another vocabulary"),
            (run with { Split = SplitKind.Artist, Options = run.Options with { Split = SplitKind.Artist } }, "another kind of split: other test songs"),
            (run with { Final = FinalScore.Of(new(["folk", "rock"], new[,] { { 1, 0 }, { 0, 1 } })), Options = run.Options with { Genres = GenreChoice.All } }, "other genres"),
            (run with { Final = null, Diverged = new(2, 1, "diverged"), Options = run.Options with { LearningRate = 9 } }, "diverged in epoch 2, step 1"),
            (run with { Final = null, Options = run.Options with { LearningRate = 9 } }, "interrupted"),
        ];
        foreach (var (other, reason) in others)
        {
            var comparison = RunComparison.Of([run, other]);
            Assert.Equal((null, null, reason), (comparison.Differences[0].Accuracy, comparison.Differences[0].MacroF1, comparison.Differences[0].Basis));
            Assert.Contains(reason[..Math.Min(reason.Length, 40)], comparison.ToString());
            Assert.Equal(2, comparison.Rows.Select(row => row.Name).Distinct().Count());
        }
    }

    [Fact]
    public void A_run_given_twice_counts_once_and_the_same_run_by_two_builds_makes_two_rows()
    {
        var run = Of(8, 0, 50);
        var (again, other) = (Of(8, 0, 50), run with { Environment = run.Environment with { LibraryBuild = "b2" } });
        Assert.Single(Assert.Single(RunComparison.Of([run, again]).Rows).Runs);
        Assert.Equal(["lyrics, build b1", "lyrics, build b2"], RunComparison.Of([run, again, other]).Rows.Select(row => row.Name));
        Assert.Single(RunComparison.Of([run, Of(8, 1, 60) with { Environment = other.Environment }]).Rows); // a sweep that a rebuilt library went on with
    }

    [Fact]
    public void Its_scores_make_charts()
    {
        var comparison = RunComparison.Of([Of(8, 0, 50), Of(8, 1, 60), Of(16, 0, 70)]);
        Assert.Contains("lyrics, embedding_dim 16", Plot.Comparison("Accuracy", comparison.Accuracies, comparison.BaseRate).ToJson());
        Assert.Contains("lyrics, embedding_dim 16", Plot.PerGenreAccuracy("By genre", comparison.PerGenre).ToJson());
        Assert.Contains("jazz", comparison.ToGenreTable().ToString());
        Assert.Contains("<table", comparison.ToHtml());
    }

    [Fact]
    public void Without_a_run_there_is_nothing_to_compare() => Assert.Throws<InputException>(() => RunComparison.Of([]));

    /// <summary>A run that gets so many of 100 songs of each of two genres right.</summary>
    private static RunRecord Of(int embeddingDim, int seed, int right)
    {
        var confusion = new ConfusionMatrix(["jazz", "rock"], new[,] { { right, 100 - right }, { 100 - right, right } });
        return new()
        {
            Model = "lyrics",
            Seed = seed,
            Split = SplitKind.Random,
            Data = new("real", "songs.csv", 28372, new('a', 64)) { BaseRate = 0.5 },
            VocabularySha256 = new('b', 64),
            Options = new TrainingOptions { Seed = seed, Epochs = 1, EmbeddingDim = embeddingDim },
            Parameters = 1,
            History = [new(1, 1, 0.5, 1, 0.5, 1)],
            Final = FinalScore.Of(confusion),
            Best = new(1, 0.5),
            Environment = new("2.0.0", "b1", "1", "10", "linux-x64", "cpu", 1),
        };
    }
}
