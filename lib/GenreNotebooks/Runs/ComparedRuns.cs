using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using static System.FormattableString;

namespace GenreNotebooks.Runs;

/// <summary>Runs that differ only in their seed.</summary>
public sealed class ComparedRuns
{
    private readonly Dictionary<int, ConfusionMatrix> confusions;

    private ComparedRuns(string name, IReadOnlyList<RunRecord> runs)
    {
        (Name, Runs) = (name, runs);
        confusions = runs.Where(run => run.Final is not null).ToDictionary(run => run.Seed, run => run.Confusion);
    }

    /// <summary>The network, and what else tells the row from the others.</summary>
    public string Name { get; }

    /// <summary>The runs by seed, also those that diverged or were interrupted, which have no scores.</summary>
    public IReadOnlyList<RunRecord> Runs { get; }

    /// <summary>The accuracy on test songs, dropout off; null if no run finished.</summary>
    public Estimate? Accuracy { get; private init; }

    /// <summary>The mean F1 over genres, likewise.</summary>
    public Estimate? MacroF1 { get; private init; }

    /// <summary>For each genre, the share of its songs predicted correctly; null for a genre without test songs.</summary>
    public IReadOnlyDictionary<string, Estimate?> PerClass { get; private init; } = new Dictionary<string, Estimate?>();

    internal RunSetting Setting => Runs[0].Setting;

    internal string Songs => Invariant($"{Runs[0].Data.Kind}, {Runs[0].Data.Rows:N0} rows, {Runs[0].Data.Sha256[..6]}");

    internal string Build => string.Join(", ", Runs.Select(run => run.ShortBuild).Distinct());

    /// <summary>Such as <c>3</c>, <c>0–4</c> or <c>0, 2, 7</c>.</summary>
    internal string Seeds => Runs.Count > 2 && Runs[^1].Seed - Runs[0].Seed == Runs.Count - 1
        ? Invariant($"{Runs[0].Seed}–{Runs[^1].Seed}") : string.Join(", ", Runs.Select(run => Invariant($"{run.Seed}")));

    internal string State => string.Join(", ", Runs.CountBy(run => run.State).Where(state => state.Key.Length > 0).Select(state => Runs.Count == 1 ? state.Key : Invariant($"{state.Value} {state.Key}")));

    internal string StateOfSome => State.Length > 0 ? $" ({State})" : "";

    internal IReadOnlyDictionary<int, ConfusionMatrix> Confusions => confusions;

    internal static ComparedRuns Of(string name, IReadOnlyList<RunRecord> runs)
    {
        var row = new ComparedRuns(name, runs);
        if (row.confusions.Count == 0)
        {
            return row;
        }
        var scores = row.confusions.Values.Select(ConfusionBootstrap.Scores).ToList();
        var songs = scores.Count == 1 ? Resampled(runs[0], row.confusions.Values.First(), seed: 0) : null;
        Estimate?[] estimates = [.. scores[0].Select((_, score) => WithoutEmpty(songs is null ? OverSeeds(scores.Select(run => run[score])) : Estimate.Of([scores[0][score]], songs[score])))];
        var genres = row.confusions.Values.First().Genres;
        return new(name, runs)
        {
            Accuracy = estimates[0],
            MacroF1 = estimates[1],
            PerClass = new OrderedDictionary<string, Estimate?>(genres.Zip(estimates.Skip(2), KeyValuePair.Create)),
        };
    }

    /// <summary>
    /// The scores of a run in resamples of its test songs; none if artists are apart, because the songs of one artist are not independent and
    /// a record does not say which songs are whose.
    /// </summary>
    internal static double[][] Resampled(RunRecord run, ConfusionMatrix confusion, int seed) =>
        run.Split == SplitKind.Artist ? [.. ConfusionBootstrap.Scores(confusion).Select(_ => Array.Empty<double>())] : ConfusionBootstrap.Resample(confusion, seed);

    /// <summary>Values that are all equal say nothing of how far a score may lie: no interval instead of one without width.</summary>
    internal static Estimate? WithoutEmpty(Estimate? estimate) => estimate is { } some && some.High - some.Low < 1e-12 ? some with { Low = double.NaN, High = double.NaN } : estimate;

    /// <summary>The estimate of a score; its interval stays within 0 and 1. A score that one seed alone has, as of a rare genre, has no interval.</summary>
    private static Estimate? OverSeeds(IEnumerable<double> values) => SeedInterval.Of(values) is { } estimate
        ? estimate with { Low = Math.Max(estimate.Low, 0), High = Math.Min(estimate.High, 1) } : Estimate.Of(values, []);
}

/// <summary>How far a row of a comparison is from its first row: its scores minus those of the first.</summary>
/// <param name="Name">The name of the row.</param>
/// <param name="Accuracy">The difference in accuracy; null if the two cannot be compared.</param>
/// <param name="MacroF1">The difference in macro-F1, likewise.</param>
/// <param name="PerClass">The differences in the accuracy of each genre; null for a genre without an interval.</param>
/// <param name="Basis">What the interval is over, or why there is no difference.</param>
public sealed record RunDifference(string Name, Estimate? Accuracy, Estimate? MacroF1, IReadOnlyDictionary<string, Estimate?> PerClass, string Basis)
{
    /// <summary>Compares two rows: over their common seeds, each of which gives both the same test songs; with one such seed over its songs.</summary>
    internal static RunDifference Between(ComparedRuns row, ComparedRuns first)
    {
        int[] seeds = [.. row.Confusions.Keys.Intersect(first.Confusions.Keys).Order()];
        if ((Reason(row, first) ?? (seeds.Length == 0 ? "no seed in common: other test songs" : null)) is { } reason)
        {
            return new(row.Name, null, null, new Dictionary<string, Estimate?>(), reason);
        }
        var pairs = seeds.Select(seed => ConfusionBootstrap.Scores(row.Confusions[seed]).Zip(ConfusionBootstrap.Scores(first.Confusions[seed]), (one, other) => one - other).ToArray()).ToList();
        var songs = seeds.Length > 1 ? null : Independent(row, first, seeds[0]);
        Estimate?[] estimates = [.. pairs[0].Select((_, score) => ComparedRuns.WithoutEmpty(songs is null ? SeedInterval.Of(pairs.Select(pair => pair[score])) : Estimate.Of([pairs[0][score]], songs[score])))];
        return new(row.Name, estimates[0], estimates[1], new OrderedDictionary<string, Estimate?>(row.PerClass.Keys.Zip(estimates.Skip(2), KeyValuePair.Create)),
            $"{(songs is null ? Invariant($"{seeds.Length} seeds, paired") : Invariant($"seed {seeds[0]} alone"))}{OfCommon(row, first, seeds)}");
    }

    // Where one of the two has other seeds too, the difference is not that of the scores in their rows.
    private static string OfCommon(ComparedRuns row, ComparedRuns first, int[] seeds)
    {
        double Mean(ComparedRuns runs) => seeds.Average(seed => runs.Confusions[seed].Accuracy);
        return seeds.Length == row.Confusions.Count && seeds.Length == first.Confusions.Count ? "" : Invariant($": {Mean(row):0.0000} − {Mean(first):0.0000}");
    }

    private static string? Reason(ComparedRuns row, ComparedRuns first)
    {
        var (one, other) = (row.Runs[0], first.Runs[0]);
        return row.Accuracy is null ? row.State
            : first.Accuracy is null ? $"the first: {first.State}"
            : one.Data.Sha256 != other.Data.Sha256 ? $"other songs: {row.Songs}, and {first.Songs}"
            : one.VocabularySha256 != other.VocabularySha256 ? "another vocabulary"
            : !row.PerClass.Keys.SequenceEqual(first.PerClass.Keys) ? "other genres"
            : one.Split != other.Split ? "another kind of split: other test songs"
            : null;
    }

    /// <summary>The differences in resamples that are drawn for each run on its own, because records do not say which songs are right.</summary>
    private static double[][] Independent(ComparedRuns row, ComparedRuns first, int seed) =>
    [
        .. ComparedRuns.Resampled(row.Runs[0], row.Confusions[seed], seed: 0)
            .Zip(ComparedRuns.Resampled(first.Runs[0], first.Confusions[seed], seed: 1), (one, other) => one.Zip(other, (a, b) => a - b).ToArray()),
    ];
}
