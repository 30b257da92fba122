namespace GenreNotebooks.Evaluation;

/// <summary>
/// The calibration of a classifier: how well its confidence matches its accuracy. Songs are binned, at equal widths, by the
/// probability of their most probable genre (Guo, Pleiss, Sun and Weinberger, <i>On Calibration of Modern Neural Networks</i>, 2017).
/// </summary>
/// <param name="Bins">The bins from 0 to 1, including empty ones.</param>
public sealed record Calibration(IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>
    /// The expected calibration error (ECE), 0 to 1: each bin's gap between confidence and accuracy, averaged over songs.
    /// </summary>
    public double ExpectedError => Bins.Sum(bin => bin.Songs * Math.Abs(bin.Confidence - bin.Accuracy)) / Bins.Sum(bin => bin.Songs);

    /// <summary>Measures the calibration of predictions. Several runs are pooled: a song counts once in each run that has it.</summary>
    /// <param name="runs">The predictions of each run, at least one run.</param>
    /// <param name="bins">The number of bins, at least 1.</param>
    public static Calibration Of(IReadOnlyList<Predictions> runs, int bins = 15)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var songs = runs.SelectMany(run => run.Probabilities.Select((row, song) => (Confidence: Math.Min(row.Max(), 1), Right: run.IsRight(song))))
            .ToLookup(song => BinOf(song.Confidence, bins));
        return new([.. Enumerable.Range(0, bins).Select(bin => Fill(bin, bins, [.. songs[bin]]))]);
    }

    private static ReliabilityBin Fill(int bin, int bins, (double Confidence, bool Right)[] songs)
    {
        var (low, high) = ((double)bin / bins, (bin + 1.0) / bins);
        return songs.Length == 0
            ? new(low, high, 0, 0, 0)
            : new(low, high, songs.Length, songs.Average(song => song.Confidence), songs.Count(song => song.Right) / (double)songs.Length);
    }

    // A bin includes its upper bound, as in the paper.
    private static int BinOf(double confidence, int bins) => Math.Max(0, (int)Math.Ceiling(confidence * bins) - 1);
}

/// <summary>The songs whose most probable genre has a probability in this bin.</summary>
/// <param name="Low">The lower bound, exclusive.</param>
/// <param name="High">The upper bound, inclusive.</param>
/// <param name="Songs">The number of songs.</param>
/// <param name="Confidence">The mean of those probabilities, 0 to 1; 0 in an empty bin.</param>
/// <param name="Accuracy">
/// The share of the songs predicted correctly, 0 to 1; 0 in an empty bin. It equals the confidence if the classifier is calibrated.
/// </param>
public sealed record ReliabilityBin(double Low, double High, int Songs, double Confidence, double Accuracy)
{
    /// <summary>Wilson's 95 % interval of <see cref="Accuracy"/>, within 0 to 1; the full range for an empty bin.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            const double z = 1.959963984540054; // the two-sided 95 % quantile of the normal distribution
            var (n, spread) = (Songs + (z * z), (Songs * Accuracy * (1 - Accuracy)) + (z * z / 4));
            var (middle, half) = (((Songs * Accuracy) + (z * z / 2)) / n, z * Math.Sqrt(spread) / n);
            return (Math.Max(0, middle - half), Math.Min(1, middle + half));
        }
    }
}
