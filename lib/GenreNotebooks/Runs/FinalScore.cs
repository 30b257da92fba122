using GenreNotebooks.Evaluation;

namespace GenreNotebooks.Runs;

/// <summary>A trained network's scores on the test songs, in eval mode.</summary>
/// <param name="Accuracy">The share of songs predicted correctly, 0 to 1: the trace of the confusion matrix divided by its sum.</param>
/// <param name="MacroF1">The mean F1 over the genres that occur, 0 to 1.</param>
/// <param name="PerClass">For each genre, in label order, the share of its songs predicted correctly; null for a genre without test songs.</param>
/// <param name="Confusion">The counts, <c>[true][predicted]</c>.</param>
public sealed record FinalScore(
    double Accuracy, double MacroF1, IReadOnlyDictionary<string, double?> PerClass, int[][] Confusion)
{
    /// <summary>Computes the scores from a confusion matrix.</summary>
    public static FinalScore Of(ConfusionMatrix matrix)
    {
        var perClass = new OrderedDictionary<string, double?>(matrix.Genres.Zip(
            matrix.PerClass, (genre, recall) => KeyValuePair.Create(genre, double.IsNaN(recall) ? (double?)null : recall)));
        int[] Row(int genre) => [.. Enumerable.Range(0, matrix.Genres.Count).Select(predicted => matrix.Counts[genre, predicted])];
        return new(matrix.Accuracy, matrix.MacroF1, perClass, [.. Enumerable.Range(0, matrix.Genres.Count).Select(Row)]);
    }

    /// <summary>The confusion matrix.</summary>
    public ConfusionMatrix ToConfusion()
    {
        var counts = new int[Confusion.Length, Confusion.Length];
        for (var row = 0; row < Confusion.Length; row++)
        {
            for (var column = 0; column < Confusion.Length; column++)
            {
                counts[row, column] = Confusion[row][column];
            }
        }
        return new([.. PerClass.Keys], counts);
    }
}
