using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Vectorization;
using static System.FormattableString;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// The accuracy on songs by unseen artists over the number of training artists. For each seed the artists are split; models learn from some of the training
/// artists, then from more and more, and are measured on the same test songs.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class LearningCurve : IHtmlDisplay
{
    private const int Resamples = 2000;

    private readonly PowerLaw law;
    private readonly PowerLaw[] resampled;

    /// <param name="points">The points.</param>
    /// <param name="resamples">The accuracies in each resample, <c>[points][resamples]</c>.</param>
    internal LearningCurve(IReadOnlyList<LearningPoint> points, double[][] resamples)
    {
        PowerLaw LawOf(Func<int, double> accuracy) => PowerLaw.Of([.. points.Select((point, place) => (point.Artists, accuracy(place)))]);
        (Points, law) = (points, LawOf(place => points[place].Accuracy.Mean));
        resampled = [.. Enumerable.Range(0, resamples[0].Length).Select(resample => LawOf(place => resamples[place][resample]))];
    }

    /// <summary>The measured points, the fewest artists first.</summary>
    public IReadOnlyList<LearningPoint> Points { get; }

    /// <summary>Measures an estimator.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="estimator">The estimator.</param>
    /// <param name="shares">The shares of the training artists to learn from, rising, at least two, each above 0 and at most 1.</param>
    /// <param name="seeds">The number of seeds, at least one. Each gives a different split of the artists.</param>
    /// <param name="firstSeed">The first seed; the others follow it.</param>
    /// <param name="progress">Called with one line after each seed.</param>
    /// <param name="cancellation">Stops fitting early.</param>
    /// <exception cref="InputException">The shares are out of range or order, or there are too few artists.</exception>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public static LearningCurve Measure(
        SongDataset songs, IEstimator estimator, IReadOnlyList<double> shares, int seeds, int firstSeed = 0,
        Action<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(songs);
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Count < 2 || shares[0] <= 0 || shares[^1] > 1 || shares.Zip(shares.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new InputException($"The shares of a learning curve are {string.Join(", ", shares.Select(share => Invariant($"{share}")))}: expected at least two, rising, above 0 and at most 1.");
        }
        using var stop = NotebookEngine.Linked(cancellation);
        var runs = new List<(SongDataset[] Parts, Predictions[] Tests)>();
        foreach (var seed in RandomSeed.Range(firstSeed, seeds))
        {
            var (train, test) = SealedTestSongs.Split(songs, SplitKind.Artist, seed);
            SongDataset[] parts = [.. shares.Select(share => train.OfSomeArtists(share, seed))];
            var fits = parts.Select((part, place) => Task.Run(() => FrozenModel.Fit(estimator, part, seed, stop.Token).Named(Invariant($"{place}")), stop.Token));
            var results = test.Open(Task.WhenAll(fits).GetAwaiter().GetResult());
            runs.Add((parts, [.. results.Names.Select(name => results[name])]));
            progress?.Invoke(Invariant($"seed {seed}: {shares.Count} models measured on {test.Count:N0} songs by unseen artists"));
        }
        return Of([.. runs.Select(run => run.Parts)], [.. runs.Select(run => run.Tests)]);
    }

    /// <summary>
    /// An estimate of the accuracy with another number of training artists: the power law error = b n^-c (Hestness and others, <i>Deep Learning Scaling is
    /// Predictable, Empirically</i>, 2017), fitted to the measured points by least squares of the logarithms. It has no floor: where the error stops
    /// falling, because the label is uncertain or the inputs say too little, the estimate is too high. Its interval comes from the bootstrap of the
    /// points and says nothing about whether the law holds.
    /// </summary>
    /// <param name="artists">The number of training artists, above 0.</param>
    public Estimate AccuracyWith(double artists)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(artists);
        return Estimate.Of([law.AccuracyAt(artists)], resampled.Select(one => one.AccuracyAt(artists)))!;
    }

    /// <summary>
    /// What the law, fitted without the last point, says about the last point: compare it with the measured accuracy before you trust
    /// <see cref="AccuracyWith"/>. NaN with fewer than three points.
    /// </summary>
    public double LastFromOthers => Points.Count < 3 ? double.NaN
        : PowerLaw.Of([.. Points.SkipLast(1).Select(point => (point.Artists, point.Accuracy.Mean))]).AccuracyAt(Points[^1].Artists);

    /// <summary>The points, with the gain over the point before.</summary>
    public Table ToTable() => Table.Of(
        ["training artists", "training songs", "accuracy", "95 %", "gain"],
        Points.Select((point, place) => new object?[]
        {
            Invariant($"{point.Artists:N0}"), Invariant($"{point.Songs:N0}"), point.Accuracy.MeanAndSd, point.Accuracy.Interval,
            place == 0 ? Table.Absent : Invariant($"{point.Accuracy.Mean - Points[place - 1].Accuracy.Mean:+0.0000;-0.0000;0.0000}"),
        }));

    /// <summary>The <see cref="ToTable">table</see> as HTML.</summary>
    public string ToHtml() => ToTable().ToHtml();

    /// <summary>The <see cref="ToTable">table</see> as text.</summary>
    public override string ToString() => ToTable().ToString();

    /// <summary>The curve from what was learnt from and predicted, <c>[seeds][shares]</c>.</summary>
    private static LearningCurve Of(SongDataset[][] parts, Predictions[][] tests)
    {
        var shares = Enumerable.Range(0, tests[0].Length).ToArray();
        double[] artists = [.. shares.Select(share => parts.Average(seed => seed[share].ArtistCount))];
        // All models of a seed have the same test songs, so a resample draws them for all at once.
        var draws = new Bootstrap([.. tests.Select(seed => seed[0])]).Resample(
            (seed, times) => [.. tests[seed].Select(test => times.Select((drawn, song) => test.IsRight(song) ? drawn : 0).Sum() / (double)times.Sum())], Resamples, seed: 0);
        var points = shares.Select(share => new LearningPoint(
            artists[share], parts.Average(seed => seed[share].Count), Estimate.Of(tests.Select(seed => seed[share].Confusion.Accuracy), draws[share])!));
        return new([.. points], draws);
    }

    /// <summary>A straight line in logarithms: ln error = <paramref name="Start"/> + <paramref name="Slope"/> ln n.</summary>
    private readonly record struct PowerLaw(double Start, double Slope)
    {
        // An error of 0 has no logarithm.
        private const double LeastError = 1e-6;

        public double AccuracyAt(double artists) => 1 - Math.Min(1, Math.Exp(Start + (Slope * Math.Log(artists))));

        public static PowerLaw Of((double Artists, double Accuracy)[] points)
        {
            (double X, double Y)[] logs = Array.ConvertAll(points, point => (Math.Log(point.Artists), Math.Log(Math.Max(LeastError, 1 - point.Accuracy))));
            var (x, y) = (logs.Average(log => log.X), logs.Average(log => log.Y));
            var slope = logs.Sum(log => (log.X - x) * (log.Y - y)) / logs.Sum(log => (log.X - x) * (log.X - x));
            return new(y - (slope * x), slope);
        }
    }
}

/// <summary>One point of a learning curve.</summary>
/// <param name="Artists">The number of training artists, the mean over the seeds.</param>
/// <param name="Songs">The number of their songs, likewise.</param>
/// <param name="Accuracy">The accuracy on songs by unseen artists.</param>
public sealed record LearningPoint(double Artists, double Songs, Estimate Accuracy);
