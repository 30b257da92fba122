using GenreNotebooks.Evaluation;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>Predictions made by hand.</summary>
internal static class SomePredictions
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e", "f"];

    /// <summary>Predictions for three genres from pairs of true and predicted labels; the predicted label has probability 0.8.</summary>
    public static Predictions Of(params IReadOnlyList<(int Label, int Predicted)> songs) => From(0, songs);

    /// <summary>The same for songs numbered from <paramref name="first"/>.</summary>
    public static Predictions From(int first, IReadOnlyList<(int Label, int Predicted)> songs, int genres = 3) => new(
        [.. Enumerable.Range(first, songs.Count)],
        [.. Names[..genres]],
        [.. songs.Select(song => song.Label)],
        [.. songs.Select(song => Enumerable.Range(0, genres).Select(genre => genre == song.Predicted ? 0.8 : 0.2 / (genres - 1)).ToArray())]);

    /// <summary>Songs of genre a, some of them predicted correctly.</summary>
    public static Predictions Right(int right, int songs, int first = 0) =>
        From(first, [.. Enumerable.Range(0, songs).Select(song => (0, song < right ? 0 : 1))]);

    /// <summary>Random songs, the same for the same seed.</summary>
    public static Predictions Random(int songs, int seed, int first = 0, int genres = 3)
    {
        var random = new Random(seed);
        return From(first, [.. Enumerable.Range(0, songs).Select(_ => (random.Next(genres), random.Next(genres)))], genres);
    }
}
