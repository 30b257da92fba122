using GenreNotebooks.Data;

namespace GenreNotebooks.Evaluation;

/// <summary>What a classifier says of songs whose genre is known: a probability for each genre of each song.</summary>
public sealed class Predictions
{
    private const double Epsilon = 2.220446049250313e-16; // of a double: what scikit-learn clips probabilities at

    /// <summary>Puts probabilities beside the true genres.</summary>
    /// <param name="songs">The songs; at least one.</param>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    /// <param name="probabilities">For each song the probability of each genre, 0 to 1, summing to 1.</param>
    /// <exception cref="InputException">They are not such probabilities, or a song is of another genre.</exception>
    public Predictions(IReadOnlyList<Song> songs, GenreSet genres, double[][] probabilities)
        : this([.. songs.Select(song => song.Index)], genres.Names, [.. songs.Select(song => genres.LabelOf(song.Genre))], probabilities)
    {
    }

    internal Predictions(IReadOnlyList<int> songs, IReadOnlyList<string> genres, IReadOnlyList<int> labels, double[][] probabilities)
    {
        Check(labels.Count, genres.Count, probabilities);
        (Songs, Genres, Labels, Probabilities) = (songs, genres, labels, probabilities);
        Predicted = [.. probabilities.Select(row => row.IndexOf(row.Max()))];
        var counts = new int[genres.Count, genres.Count];
        for (var song = 0; song < Count; song++)
        {
            counts[labels[song], Predicted[song]]++;
        }
        Confusion = new(genres, counts);
    }

    /// <summary>The songs, by <see cref="Song.Index"/>.</summary>
    public IReadOnlyList<int> Songs { get; }

    /// <summary>The genres, in the order of their labels.</summary>
    public IReadOnlyList<string> Genres { get; }

    /// <summary>The label of each song's true genre.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The probabilities, <c>[songs][genres]</c>.</summary>
    public double[][] Probabilities { get; }

    /// <summary>The label of each song's most probable genre, the first of equals.</summary>
    public IReadOnlyList<int> Predicted { get; }

    /// <summary>The number of songs.</summary>
    public int Count => Labels.Count;

    /// <summary>Songs by true and predicted genre: accuracy, macro-F1 and the scores by genre follow from it.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>
    /// The mean of -ln of the true genre's probability, 0 or more (scikit-learn's <c>log_loss</c>, which lifts a probability
    /// of 0 to 2.2e-16).
    /// </summary>
    public double LogLoss => Enumerable.Range(0, Count).Average(song => -Math.Log(Math.Clamp(Probabilities[song][Labels[song]], Epsilon, 1 - Epsilon)));

    /// <summary>Whether the most probable genre of a song is the true one.</summary>
    public bool IsRight(int song) => Predicted[song] == Labels[song];

    /// <summary>Sees that predictions can be compared song by song.</summary>
    /// <exception cref="ArgumentException">They are of other songs or genres, or in another order.</exception>
    internal void RequireSameSongsAs(Predictions other)
    {
        if (!Songs.SequenceEqual(other.Songs) || !Labels.SequenceEqual(other.Labels) || !Genres.SequenceEqual(other.Genres))
        {
            throw new ArgumentException("Expected predictions of the same songs and genres, in the same order.", nameof(other));
        }
    }

    private static void Check(int songs, int genres, double[][] probabilities)
    {
        if (songs == 0 || probabilities.Length != songs)
        {
            throw new InputException($"There are probabilities for {probabilities.Length} songs: expected them for {songs}, at least one.");
        }
        for (var song = 0; song < songs; song++)
        {
            var row = probabilities[song];
            if (row.Length != genres || !row.All(share => share is >= 0 and <= 1 + 1e-4) || Math.Abs(row.Sum() - 1) > 1e-4)
            {
                throw new InputException(FormattableString.Invariant(
                    $"The probabilities of song {song} are ({string.Join(", ", row)}): expected {genres} numbers from 0 to 1 that sum to 1."));
            }
        }
    }
}
