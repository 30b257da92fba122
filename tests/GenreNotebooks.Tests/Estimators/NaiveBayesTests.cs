using GenreNotebooks.Estimators;
using GenreNotebooks.Tests.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Estimators;

public sealed class NaiveBayesTests
{
    [Fact]
    public void Evidence_is_counted_as_the_formula_says()
    {
        var songs = SomeSongs.Create(
            ([5, 5, 6], 0, 1990, "hip hop"), ([5], 0, 1990, "hip hop"), ([6], 0, 1990, "jazz"), ([7], 0, 1990, "rock"), ([6, 7], 0, 1990, "rock"));
        var bayes = new NaiveBayes { Smoothing = 1, Trust = 1 };
        // The first song has two distinct tokens. Smoothing adds one to the count of each of 50 tokens and of each of 3 genres.
        double[] logits = [Logit(2, 2 + 1, 1 + 1, 3), Logit(1, 0 + 1, 1 + 1, 1), Logit(2, 0 + 1, 1 + 1, 3)];
        var sum = logits.Sum(Math.Exp);
        var predicted = bayes.Fit(songs, 0).Predict(songs)[0];
        Assert.Equal(logits.Select(logit => Math.Exp(logit) / sum), predicted, (x, y) => Math.Abs(x - y) < 1e-12);

        static double Logit(int songs, int withFive, int withSix, int pairs) =>
            Math.Log((songs + 1) / (5.0 + 3)) + (Math.Log(withFive * withSix / Math.Pow(pairs + 50, 2)) / Math.Sqrt(2));
    }

    [Fact]
    public void A_song_without_words_has_the_genres_shares()
    {
        var songs = SomeSongs.Create(([], 0, 1990, "jazz"), ([5], 0, 1990, "jazz"), ([6], 0, 1990, "rock"), ([7], 0, 1990, "hip hop"));
        var predicted = new NaiveBayes { Smoothing = 1e-9 }.Fit(songs, 0).Predict(songs)[0];
        Assert.Equal([0.25, 0.5, 0.25], predicted, (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void Statistics_tell_length_and_repetition_not_words()
    {
        var songs = SomeSongs.Create(([5, 5, 6, 5], 0, 1990, "jazz"), ([], 0, 1990, "rock"), ([3], 0, 1990, "hip hop"));
        var mean = ((3 * Math.Log(6)) + Math.Log(7)) / 4;
        Assert.Equal([4, 2, 0.5, 0.75, 0.75, 0.25, 0, 0, mean], LyricStatistics.Of(songs, 0), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(new double[9], LyricStatistics.Of(songs, 1));
    }
}
