using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>Learning curves over the number of training artists.</summary>
[Collection<Torch>]
public sealed class LearningCurveTests
{
    private static readonly SongDataset Songs = SomeSongs.ByArtists(artists: 60, songsEach: 5);

    /// <summary>Right for a share of songs that depends on the number of artists it has learnt from.</summary>
    private sealed class Knowing(Func<int, double> error) : IEstimator
    {
        public string Name => "knowing";

        public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) => new Classifier(error(songs.ArtistCount));

        private sealed class Classifier(double error) : IClassifier
        {
            // The feature holds the label, see SomeSongs.ByArtists.
            public double[][] Predict(SongDataset songs) => songs.Select(song =>
            {
                var right = (int)songs.FeaturesOf(song)[0];
                var predicted = song < Math.Round(error * songs.Count) ? (right + 1) % 3 : right;
                return Enumerable.Range(0, 3).Select(genre => genre == predicted ? 1.0 : 0).ToArray();
            });
        }
    }

    private static LearningCurve Measure(Func<int, double> error, params double[] shares) =>
        LearningCurve.Measure(Songs, new Knowing(error), shares, seeds: 2, firstSeed: 1, cancellation: TestContext.Current.CancellationToken);

    [Fact]
    public void Points_have_the_artists_and_songs_that_were_learnt_from()
    {
        var curve = Measure(_ => 0.5, 0.25, 0.5, 1);
        Assert.Equal([12, 24, 48], curve.Points.Select(point => point.Artists));
        Assert.Equal([60, 120, 240], curve.Points.Select(point => point.Songs));
        Assert.All(curve.Points, point => Assert.Equal(0.5, point.Accuracy.Mean, 1e-12));
    }

    [Fact]
    public void More_artists_are_the_same_artists_and_others()
    {
        var (few, more) = (Songs.OfSomeArtists(0.25, seed: 7), Songs.OfSomeArtists(0.5, seed: 7));
        Assert.ProperSubset(more.Rows.ToHashSet(), few.Rows.ToHashSet());
        Assert.Equal((15, 75), (few.ArtistCount, few.Count)); // whole artists
    }

    [Fact]
    public void A_power_law_is_found_and_goes_on()
    {
        // 60 test songs: errors of 48, 24, 12 and 6 songs halve with each doubling.
        var curve = Measure(artists => 0.8 * 6 / artists, 0.125, 0.25, 0.5, 1);
        Assert.Equal(1 - 0.05, curve.AccuracyWith(96).Mean, 1e-9);
        Assert.Equal(1 - 0.1, curve.LastFromOthers, 1e-9);
        Assert.InRange(0.95, curve.AccuracyWith(96).Low, curve.AccuracyWith(96).High);
    }

    [Fact]
    public void A_flat_curve_stays_flat() => Assert.Equal(0.5, Measure(_ => 0.5, 0.25, 1).AccuracyWith(10_000).Mean, 1e-9);

    public static TheoryData<double[]> WrongShares { get; } = [new double[] { 1 }, new double[] { 0, 1 }, new[] { 0.5, 0.5 }, new[] { 0.5, 1.5 }];

    [Theory]
    [MemberData(nameof(WrongShares))]
    public void Shares_that_do_not_rise_from_above_0_to_1_are_refused(double[] shares) => Assert.Contains(
        "expected at least two, rising, above 0 and at most 1", Assert.Throws<InputException>(() => Measure(_ => 0.5, shares)).Message, StringComparison.Ordinal);
}
