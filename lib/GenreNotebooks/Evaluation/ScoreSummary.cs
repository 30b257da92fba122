namespace GenreNotebooks.Evaluation;

/// <summary>The scores of one recipe over one or more runs, such as one for each seed and its split, with 95 % intervals.</summary>
/// <remarks>
/// The intervals are percentiles of a bootstrap over songs. Each resample draws, with replacement, from all distinct test songs
/// and from the runs; a song that several runs tested is drawn for all of them at once. The interval therefore covers the choice
/// of test songs and of seeds, and treats each run's training songs as fixed. If artists are apart, whole artists are drawn in place of
/// songs; otherwise songs count as independent, even those by one artist.
/// </remarks>
public sealed record ScoreSummary
{
    private ScoreSummary() { }

    /// <summary>The number of runs.</summary>
    public required int Runs { get; init; }

    /// <summary>The share of songs predicted correctly.</summary>
    public required Estimate Accuracy { get; init; }

    /// <summary>The mean F1 over genres.</summary>
    public required Estimate MacroF1 { get; init; }

    /// <summary>The accuracy with each artist counted once: the mean over artists of the share of their songs predicted correctly; null unless artists are apart.</summary>
    public required Estimate? ArtistAccuracy { get; init; }

    /// <summary>For each genre, in label order, the share of its songs predicted correctly; null if no run has songs of the genre.</summary>
    public required IReadOnlyDictionary<string, Estimate?> PerClass { get; init; }

    /// <summary>The confusion matrix, summed over all runs.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>The mean log loss of the runs.</summary>
    public required double LogLoss { get; init; }

    /// <summary>The calibration, with the songs of all runs pooled.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>Summarises runs.</summary>
    /// <param name="runs">Each run's predictions for its test songs, at least one run, all with the same genres.</param>
    /// <param name="resamples">The number of resamples.</param>
    /// <param name="seed">The seed of the resampling. The same runs and seed give the same summary.</param>
    public static ScoreSummary Of(IReadOnlyList<Predictions> runs, int resamples = 2000, int seed = 0)
    {
        var resampled = new Bootstrap(runs).Resample((run, times) => Scores(runs[run], times), resamples, seed);
        var measured = runs.Select(run => Scores(run, [.. Enumerable.Repeat(1, run.Count)])).ToList();
        var estimates = resampled.Select((values, score) => Estimate.Of(measured.Select(run => run[score]), values)).ToList();
        return new()
        {
            Runs = runs.Count,
            Accuracy = estimates[0]!, // every run has songs
            MacroF1 = estimates[1]!,
            ArtistAccuracy = estimates[2],
            PerClass = new OrderedDictionary<string, Estimate?>(runs[0].Genres.Zip(estimates.Skip(3), KeyValuePair.Create)),
            Confusion = ConfusionMatrix.Sum([.. runs.Select(run => run.Confusion)]),
            LogLoss = runs.Average(run => run.LogLoss),
            Calibration = Calibration.Of(runs),
        };
    }

    private static double[] Scores(Predictions run, int[] times)
    {
        var matrix = Count(run, times);
        return [matrix.Accuracy, matrix.MacroF1, ArtistAccuracyOf(run, times), .. matrix.PerClass];
    }

    /// <summary>NaN unless artists are apart. All songs of an artist are drawn equally often.</summary>
    private static double ArtistAccuracyOf(Predictions run, int[] times)
    {
        var (artists, sum, drawn) = (new Dictionary<int, (int Right, int Songs, int Times)>(), 0.0, 0);
        for (var song = 0; song < run.Artists?.Count; song++)
        {
            var (right, songs, _) = artists.GetValueOrDefault(run.Artists[song]);
            artists[run.Artists[song]] = (right + (run.IsRight(song) ? 1 : 0), songs + 1, times[song]);
        }
        foreach (var artist in artists.Values)
        {
            sum += (double)artist.Times * artist.Right / artist.Songs;
            drawn += artist.Times;
        }
        return sum / drawn;
    }

    private static ConfusionMatrix Count(Predictions run, int[] times)
    {
        var counts = new int[run.Genres.Count, run.Genres.Count];
        for (var song = 0; song < times.Length; song++)
        {
            counts[run.Labels[song], run.Predicted[song]] += times[song];
        }
        return new(run.Genres, counts);
    }
}
