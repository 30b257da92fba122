using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

public class CalibrationTests
{
    private static readonly Arbitrary<Predictions> SomeSongs = (
        from count in Gen.Choose(1, 60)
        from labels in Gen.ArrayOf(Gen.Choose(0, 1), count)
        from shares in Gen.ArrayOf(Gen.Choose(0, 1000), count)
        select Of([.. labels.Zip(shares, (label, share) => (label, share / 1000.0))])).ToArbitrary();

    private static Predictions Of(params IReadOnlyList<(int Label, double First)> songs) => new(
        [.. Enumerable.Range(0, songs.Count)],
        ["a", "b"],
        [.. songs.Select(song => song.Label)],
        [.. songs.Select(song => new[] { song.First, 1 - song.First })]);

    [Fact]
    public void Each_bin_has_its_songs_their_mean_confidence_and_accuracy()
    {
        // Confidences 0.6, 0.7, 0.75 and 1; the second and third are wrong.
        var bins = Calibration.Of([Of((0, 0.6), (1, 0.7), (0, 0.25), (0, 1))], bins: 4).Bins;
        Assert.Equal([new(0, 0.25, 0, 0, 0), new(0.25, 0.5, 0, 0, 0)], bins.Take(2));
        Assert.Equal((3, 1 / 3.0), (bins[2].Songs, bins[2].Accuracy));
        Assert.Equal(2.05 / 3, bins[2].Confidence, 1e-12);
        Assert.Equal(new(0.75, 1, 1, 1, 1), bins[3]);
    }

    [Fact]
    public void The_error_is_the_gap_of_each_bin_averaged_over_songs() =>
        Assert.Equal((2.05 - 1) / 4, Calibration.Of([Of((0, 0.6), (1, 0.7), (0, 0.25), (0, 1))], bins: 4).ExpectedError, 1e-12);

    [Fact]
    public void A_calibrated_classifier_has_no_error() =>
        Assert.Equal(0, Calibration.Of([Of((0, 0.75), (0, 0.75), (0, 0.75), (1, 0.75))]).ExpectedError, 1e-12);

    [Fact]
    public void Runs_are_pooled() =>
        Assert.Equal(0, Calibration.Of([Of((0, 0.75), (0, 0.75)), Of((0, 0.75), (1, 0.75))]).ExpectedError, 1e-12);

    [Fact]
    public void Every_song_is_in_the_bin_of_its_confidence() =>
        Prop.ForAll(SomeSongs, Gen.Choose(1, 20).ToArbitrary(), (songs, bins) =>
        {
            var calibration = Calibration.Of([songs], bins);
            return calibration.Bins.Sum(bin => bin.Songs) == songs.Count
                && calibration.Bins.Where(bin => bin.Songs > 0).All(bin => bin.Confidence >= bin.Low - 1e-12 && bin.Confidence <= bin.High + 1e-12)
                && calibration.ExpectedError is >= 0 and <= 1;
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void In_a_single_bin_the_error_is_that_of_the_whole() =>
        Prop.ForAll(SomeSongs, songs => Math.Abs(Calibration.Of([songs], 1).ExpectedError
            - Math.Abs(songs.Confusion.Accuracy - songs.Probabilities.Average(row => row.Max()))) < 1e-12).Check(Config.QuickThrowOnFailure);
}
