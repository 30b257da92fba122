namespace GenreNotebooks.Evaluation;

/// <summary>The accuracy of judging artists when only some of their songs are known.</summary>
/// <param name="Songs">The number of known songs: the song itself and others of its artist drawn at random.</param>
/// <param name="Accuracy">The accuracy on the songs of artists that have at least <see cref="Least"/>, so that each number is measured on the same songs.</param>
public sealed record KnownSongs(int Songs, Estimate Accuracy)
{
    /// <summary>The number of test songs that an artist must have to be measured.</summary>
    public const int Least = 10;

    /// <summary>The numbers of known songs that are measured.</summary>
    public static IReadOnlyList<int> Counts { get; } = [1, 2, 3, 5, 10];

    /// <summary>The predictions for the songs of artists that have enough; null if there are none.</summary>
    internal static Predictions? Compared(Predictions predictions)
    {
        var songsOf = predictions.Artists!.CountBy(artist => artist).ToDictionary();
        int[] songs = [.. Enumerable.Range(0, predictions.Count).Where(song => songsOf[predictions.Artists![song]] >= Least)];
        return songs.Length == 0 ? null : predictions.At(songs);
    }
}
