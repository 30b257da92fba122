using GenreNotebooks.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

public class ConfusionMatrixTests
{
    private static readonly ConfusionMatrix Matrix = new(["a", "b", "c"], new[,] { { 5, 1, 0 }, { 2, 6, 2 }, { 0, 0, 0 } });

    [Fact]
    public void Accuracy_is_the_trace_over_the_total() => Assert.Equal(11 / 16.0, Matrix.Accuracy);

    [Fact]
    public void Accuracy_by_genre_is_recall_and_absent_for_a_genre_without_songs() =>
        Assert.Equal([5 / 6.0, 6 / 10.0, double.NaN], Matrix.PerClass);

    [Fact]
    public void Precision_is_absent_for_a_genre_that_is_never_predicted()
    {
        Assert.Equal([5 / 7.0, 6 / 7.0, 0], Matrix.Precision);
        Assert.Equal([1, double.NaN], new ConfusionMatrix(["a", "b"], new[,] { { 3, 0 }, { 0, 0 } }).Precision);
    }

    // scikit-learn: f1_score(average="macro", labels=[0, 1, 2], zero_division=0) of the same predictions
    [Fact]
    public void Macro_F1_is_scikit_learns() => Assert.Equal(((10 / 13.0) + (12 / 17.0) + 0) / 3, Matrix.MacroF1, 1e-12);

    [Fact]
    public void F1_by_genre_is_scikit_learns() => Assert.Equal([10 / 13.0, 12 / 17.0, 0], Matrix.F1);

    [Fact]
    public void Matrices_add_up() => Assert.Equal(new[,] { { 10, 2, 0 }, { 4, 12, 4 }, { 0, 0, 0 } }, ConfusionMatrix.Sum([Matrix, Matrix]).Counts);

    [Fact]
    public void An_empty_matrix_has_no_score()
    {
        var empty = new ConfusionMatrix(["a", "b"], new int[2, 2]);
        Assert.Equal([double.NaN, double.NaN], [empty.Accuracy, empty.MacroF1]);
    }

    // As scikit-learn does it: the labels of f1_score(average="macro") are those among the true and the predicted genres.
    [Fact]
    public void F1_counts_a_genre_that_is_never_predicted_but_not_one_that_does_not_occur()
    {
        var matrix = new ConfusionMatrix(["a", "b", "c"], new[,] { { 2, 0, 0 }, { 3, 0, 0 }, { 0, 0, 0 } });
        Assert.Equal([4 / 7.0, 0, double.NaN], matrix.F1);
        Assert.Equal(0.2857142857142857, matrix.MacroF1, 1e-15);
    }

    [Fact]
    public void Counts_of_another_size_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(["a", "b"], new int[3, 3]));
}
