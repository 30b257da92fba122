using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Vectorization;
using static System.FormattableString;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// Artists whose label a model doubts most, as a list to be checked by ear: cross-validation with artists apart gives each song probabilities from a model
/// that knows neither the song nor its artist, and the songs of an artist vote (after <i>Confident Learning</i>, Northcutt, Jiang and Chuang, 2021). A
/// model's doubt proves nothing: it also doubts artists who are unlike the others of their genre.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class LabelCheck : IHtmlDisplay
{
    private LabelCheck(IReadOnlyList<CheckedArtist> artists) => Artists = artists;

    /// <summary>The artists, the most doubtful label first.</summary>
    public IReadOnlyList<CheckedArtist> Artists { get; }

    /// <summary>Checks all artists.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="estimator">The estimator.</param>
    /// <param name="folds">The number of folds, at least 2.</param>
    /// <param name="leastSongs">The least number of songs of an artist on the list, at least 1. A few songs say little about an artist.</param>
    /// <param name="seed">The seed of the folds and models.</param>
    /// <param name="cancellation">Stops fitting early.</param>
    /// <exception cref="InputException">There are too few artists for that many folds.</exception>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public static LabelCheck Of(SongDataset songs, IEstimator estimator, int folds = 5, int leastSongs = 5, int seed = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(songs);
        using var stop = NotebookEngine.Linked(cancellation);
        var folded = songs.Folds(folds, seed, SplitKind.Artist).Select(fold => Task.Run(
            () => CheckedArtistsOf(fold.Validation, FrozenModel.Fit(estimator, fold.Train, seed, stop.Token).Predict(fold.Validation)), stop.Token));
        var artists = Task.WhenAll(folded).GetAwaiter().GetResult().SelectMany(fold => fold);
        return new([.. artists.Where(artist => artist.Songs >= leastSongs).OrderBy(artist => artist.ProbabilityOfLabel)]);
    }

    /// <summary>The first artists of the list.</summary>
    /// <param name="count">The number of artists.</param>
    public Table ToTable(int count = 20) => Table.Of(
        ["artist", "songs", "label", "probability of the label", "predicted", "probability"],
        Artists.Take(count).Select(artist => new object?[]
        {
            artist.Artist, artist.Songs, artist.Label, Invariant($"{artist.ProbabilityOfLabel:0.000}"), artist.Predicted, Invariant($"{artist.Probability:0.000}"),
        }));

    /// <summary>The <see cref="ToTable">table</see> as HTML.</summary>
    public string ToHtml() => ToTable().ToHtml();

    /// <summary>The <see cref="ToTable">table</see> as text.</summary>
    public override string ToString() => ToTable().ToString();

    private static IEnumerable<CheckedArtist> CheckedArtistsOf(SongDataset songs, Predictions predictions) =>
        from song in Enumerable.Range(0, songs.Count)
        group song by songs.ArtistNameOf(song) into artist
        let label = artist.CountBy(song => songs.Labels[song]).MaxBy(genre => genre.Value).Key
        let shares = MeanOf([.. artist.Select(song => predictions.Probabilities[song])])
        let predicted = Array.IndexOf(shares, shares.Max())
        select new CheckedArtist(artist.Key, artist.Count(), songs.Genres.Names[label], shares[label], songs.Genres.Names[predicted], shares[predicted]);

    /// <summary>The geometric mean of the songs' probabilities, scaled to sum to 1. Their product would be as sure as if songs of one artist were independent.</summary>
    private static double[] MeanOf(double[][] songs)
    {
        double[] means = [.. Enumerable.Range(0, songs[0].Length).Select(genre => Math.Exp(songs.Average(song => Math.Log(Math.Max(song[genre], double.Epsilon)))))];
        return Array.ConvertAll(means, mean => mean / means.Sum());
    }
}

/// <summary>An artist and what a model that knows none of their songs says of them.</summary>
/// <param name="Artist">The name.</param>
/// <param name="Songs">The number of songs.</param>
/// <param name="Label">The genre of most of the songs in the file.</param>
/// <param name="ProbabilityOfLabel">The probability of that genre, 0 to 1: the vote of the songs.</param>
/// <param name="Predicted">The most probable genre.</param>
/// <param name="Probability">Its probability.</param>
public sealed record CheckedArtist(string Artist, int Songs, string Label, double ProbabilityOfLabel, string Predicted, double Probability);
