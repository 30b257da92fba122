using GenreNotebooks.Evaluation;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>Predictions made by hand.</summary>
internal static class SomePredictions
{
    /// <summary>Predictions for three genres from pairs of true and predicted labels; the predicted label has probability 0.8.</summary>
    public static Predictions Of(params IReadOnlyList<(int Label, int Predicted)> songs) => From(0, songs);

    /// <summary>The same for songs numbered from <paramref name="first"/>.</summary>
    public static Predictions From(int first, IReadOnlyList<(int Label, int Predicted)> songs) => new(
        [.. Enumerable.Range(first, songs.Count)],
        ["a", "b", "c"],
        [.. songs.Select(song => song.Label)],
        [.. songs.Select(song => Enumerable.Range(0, 3).Select(genre => genre == song.Predicted ? 0.8 : 0.1).ToArray())]);

    /// <summary>Songs of genre a, some of them predicted correctly.</summary>
    public static Predictions Right(int right, int songs, int first = 0) =>
        From(first, [.. Enumerable.Range(0, songs).Select(song => (0, song < right ? 0 : 1))]);

    /// <summary>Random songs of three genres, the same for the same seed.</summary>
    public static Predictions Random(int songs, int seed, int first = 0)
    {
        var random = new Random(seed);
        return From(first, [.. Enumerable.Range(0, songs).Select(_ => (random.Next(3), random.Next(3)))]);
    }
}
