using GenreNotebooks.Data;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// The bootstrap over the test songs of one run from its confusion matrix, which says of each song what a score needs: its genre and the predicted one.
/// It does not say which song, so two runs cannot be compared song by song.
/// </summary>
internal static class ConfusionBootstrap
{
    private const int Resamples = 2000;

    /// <summary>The scores of a matrix: accuracy, macro-F1, and the recall of each genre.</summary>
    public static double[] Scores(ConfusionMatrix matrix) => [matrix.Accuracy, matrix.MacroF1, .. matrix.PerClass];

    /// <summary>The scores in each resample, <c>[scores][resamples]</c>; NaN without songs for a score.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="seed">The random seed.</param>
    public static double[][] Resample(ConfusionMatrix matrix, int seed)
    {
        using var stop = NotebookEngine.Linked();
        var (random, genres) = (RandomSeed.Random(seed), matrix.Genres.Count);
        int[] songs = [.. Enumerable.Range(0, genres * genres).SelectMany(cell => Enumerable.Repeat(cell, matrix.Counts[cell / genres, cell % genres]))];
        var values = new double[Resamples][];
        for (var resample = 0; resample < Resamples; resample++)
        {
            stop.Token.ThrowIfCancellationRequested();
            var counts = new int[genres, genres];
            for (var draw = 0; draw < songs.Length; draw++)
            {
                var cell = songs[random.Next(songs.Length)];
                counts[cell / genres, cell % genres]++;
            }
            values[resample] = Scores(new(matrix.Genres, counts));
        }
        return [.. Enumerable.Range(0, genres + 2).Select(score => values.Select(resample => resample[score]).ToArray())];
    }
}
