using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Tests.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Estimators;

[Collection<Torch>]
public class TfidfTests
{
    // Three songs, 5 6 5, 5 and 7, give the terms 5 (in two songs), 6, 7, (5, 6) and (6, 5).
    private static readonly SongDataset Few = SomeSongs.Create(
        ([5, 6, 5], 0, 0, "jazz"), ([5], 0, 0, "rock"), ([7], 0, 0, "hip hop"));

    private static readonly SongDataset Songs = SomeSongs.Create(600).Split(SplitKind.Random, 0).Train;

    [Fact]
    public void A_song_is_its_terms_weighted_as_scikit_learn_weights_them()
    {
        var vectorizer = new TfidfVectorizer(Few, minSongs: 1);
        var (common, rare) = (Math.Log(4 / 3.0) + 1, Math.Log(2) + 1);
        double[] weights = [(1 + Math.Log(2)) * common, rare, 0, rare, rare];
        var length = Math.Sqrt(weights.Sum(weight => weight * weight));
        Assert.Equal(weights.Select(weight => (float)(weight / length)), vectorizer.Transform(Few, 0).DenseValues());
        Assert.Equal([1f, 0, 0, 0, 0], vectorizer.Transform(Few, 1).DenseValues());
    }

    [Fact]
    public void Terms_of_few_songs_are_left_out_and_a_song_without_known_terms_is_zero()
    {
        var vectorizer = new TfidfVectorizer(Few, minSongs: 2);
        Assert.Equal(1, vectorizer.Count);
        Assert.Equal([0f], vectorizer.Transform(Few, 2).DenseValues());
    }

    [Fact]
    public void Logistic_regression_learns_genres_from_tokens()
    {
        var (train, validation) = Songs.SplitValidation(0);
        var said = FrozenModel.Fit(new TfidfLogisticRegression(), train, 0).Predict(validation);
        Assert.InRange(said.Confusion.Accuracy, 0.7, 1);
        Assert.True(said.LogLoss < FrozenModel.Fit(new MajorityBaseline(), train, 0).Predict(validation).LogLoss - 0.2);
    }

    [Fact]
    public void A_larger_penalty_brings_the_probabilities_together()
    {
        double Confidence(double l2) => new TfidfLogisticRegression { L2 = l2 }.Fit(Songs, 0).Predict(Songs).Average(song => song.Max());
        Assert.True(Confidence(10) < Confidence(1));
        Assert.True(Confidence(1) < Confidence(0.1));
    }

    [Fact]
    public void The_same_songs_give_the_same_probabilities() => Assert.Equal(
        new TfidfLogisticRegression().Fit(Songs, 0).Predict(Songs), new TfidfLogisticRegression().Fit(Songs, 0).Predict(Songs));
}
