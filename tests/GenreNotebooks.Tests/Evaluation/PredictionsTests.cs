using GenreNotebooks.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

public class PredictionsTests
{
    private static Predictions Of(int[] labels, params double[][] probabilities) =>
        new([.. Enumerable.Range(0, labels.Length)], [.. Enumerable.Range(0, probabilities[0].Length).Select(genre => $"genre {genre}")], labels, probabilities);

    [Fact]
    public void The_most_probable_genre_is_predicted_and_the_first_of_equals() =>
        Assert.Equal([1, 0, 2], Of([0, 0, 0], [0.2, 0.5, 0.3], [0.4, 0.4, 0.2], [0.3, 0.3, 0.4]).Predicted);

    [Fact]
    public void Predictions_are_counted_by_true_genre()
    {
        var matrix = SomePredictions.Of((0, 0), (0, 2), (1, 1), (1, 1), (2, 0)).Confusion;
        Assert.Equal(new[,] { { 1, 0, 1 }, { 0, 2, 0 }, { 1, 0, 0 } }, matrix.Counts);
        Assert.Equal(0.6, matrix.Accuracy, 1e-15);
    }

    // The example in scikit-learn's documentation of log_loss.
    [Fact]
    public void Log_loss_is_scikit_learns() =>
        Assert.Equal(0.21616187468057912, Of([1, 0, 0, 1], [0.1, 0.9], [0.9, 0.1], [0.8, 0.2], [0.35, 0.65]).LogLoss, 1e-14);

    [Fact]
    public void A_genre_held_impossible_costs_much_but_not_infinitely_much() =>
        Assert.Equal(-Math.Log(2.220446049250313e-16), Of([1], [1.0, 0.0]).LogLoss, 1e-12);

    [Theory]
    [InlineData(0.5, 0.6)]
    [InlineData(-0.5, 1.5)]
    [InlineData(double.NaN, 1)]
    public void Values_that_are_not_probabilities_are_refused(double one, double other)
    {
        var exception = Assert.Throws<InputException>(() => Of([0, 1], [0.5, 0.5], [one, other]));
        Assert.Contains("song 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("expected 2 numbers from 0 to 1 that sum to 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Probabilities_of_another_number_of_songs_are_refused() =>
        Assert.Throws<InputException>(() => new Predictions([0, 1], ["a", "b"], [0, 1], [[1.0, 0.0]]));

    [Fact]
    public void No_songs_are_refused() => Assert.Throws<InputException>(() => new Predictions([], ["a", "b"], [], []));
}
