using System.Numerics.Tensors;
using GenreNotebooks.Data;

namespace GenreNotebooks.Evaluation;

/// <summary>A classifier's probabilities for songs whose genre is known.</summary>
public sealed class Predictions
{
    private const double Epsilon = 2.220446049250313e-16; // double's machine epsilon, at which scikit-learn clips probabilities

    /// <summary>Pairs probabilities with the songs' true genres.</summary>
    /// <param name="songs">The songs, at least one.</param>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    /// <param name="probabilities">The probability of each genre for each song, <c>[songs][genres]</c>: 0 to 1, each row summing to 1.</param>
    /// <exception cref="InputException">The probabilities have another shape, range or sum, or a song has another genre.</exception>
    public Predictions(IReadOnlyList<Song> songs, GenreSet genres, double[][] probabilities)
        : this([.. songs.Select(song => song.Index)], genres.Names, [.. songs.Select(song => genres.LabelOf(song.Genre))], probabilities)
    {
    }

    internal Predictions(IReadOnlyList<int> songs, IReadOnlyList<string> genres, IReadOnlyList<int> labels, double[][] probabilities, IReadOnlyList<int>? artists = null)
    {
        Check(labels.Count, genres.Count, probabilities);
        (Songs, Genres, Labels, Probabilities, Artists) = (songs, genres, labels, probabilities, artists);
        Predicted = [.. probabilities.Select(row => TensorPrimitives.IndexOfMax(row))];
        var counts = new int[genres.Count, genres.Count];
        for (var song = 0; song < Count; song++)
        {
            counts[labels[song], Predicted[song]]++;
        }
        Confusion = new(genres, counts);
    }

    /// <summary>The songs by number: <see cref="Song.Index"/>, or the row of the table if a <see cref="FrozenModel"/> predicted them.</summary>
    public IReadOnlyList<int> Songs { get; }

    /// <summary>The genres, in label order.</summary>
    public IReadOnlyList<string> Genres { get; }

    /// <summary>The label of each song's true genre.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The artist of each song as a number, if the split keeps artists apart; else null.</summary>
    public IReadOnlyList<int>? Artists { get; }

    /// <summary>The probabilities, <c>[songs][genres]</c>.</summary>
    public double[][] Probabilities { get; }

    /// <summary>The label of each song's most probable genre; the first on a tie.</summary>
    public IReadOnlyList<int> Predicted { get; }

    /// <summary>The number of songs.</summary>
    public int Count => Labels.Count;

    /// <summary>The confusion matrix, which gives accuracy, macro-F1 and the scores by genre.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>
    /// The mean of -ln of the true genre's probability, 0 or more (scikit-learn's <c>log_loss</c>, which clips probabilities
    /// at 2.2e-16).
    /// </summary>
    public double LogLoss => Enumerable.Range(0, Count).Average(song => -Math.Log(Math.Clamp(Probabilities[song][Labels[song]], Epsilon, 1 - Epsilon)));

    /// <summary>Whether a song's most probable genre is its true one.</summary>
    public bool IsRight(int song) => Predicted[song] == Labels[song];

    /// <summary>The predictions of some of the songs.</summary>
    internal Predictions At(IReadOnlyList<int> songs) => new(
        [.. songs.Select(song => Songs[song])], Genres, [.. songs.Select(song => Labels[song])], [.. songs.Select(song => Probabilities[song])],
        Artists is null ? null : [.. songs.Select(song => Artists[song])]);

    /// <summary>Checks that predictions can be compared song by song.</summary>
    /// <exception cref="ArgumentException">The songs, the genres or their order differ.</exception>
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
            throw new InputException($"Found probabilities for {probabilities.Length} songs, expected them for {songs}, at least one.");
        }
        for (var song = 0; song < songs; song++)
        {
            var row = probabilities[song];
            if (row.Length != genres || !row.All(share => share is >= 0 and <= 1 + 1e-4) || Math.Abs(row.Sum() - 1) > 1e-4)
            {
                throw new InputException(FormattableString.Invariant(
                    $"The probabilities of song {song} are ({string.Join(", ", row.Select(value => FormattableString.Invariant($"{value}")))}): expected {genres} numbers from 0 to 1 that sum to 1."));
            }
        }
    }
}
