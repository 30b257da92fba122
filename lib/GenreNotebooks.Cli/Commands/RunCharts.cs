using GenreNotebooks.Data;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The charts of finished training runs, each with its file name.</summary>
internal static class RunCharts
{
    public const string Sweep = "sweep";

    private const string AccuracyAndLoss = "curves";

    private static readonly (string Name, Func<RunRecord, Plot> Draw)[] OfOneRun =
    [
        ("accuracy", run => Plot.AccuracyCurves(Title(run, "accuracy"), run.Curve, Post(run)?.TestAccuracy, run.Data.BaseRate)),
        ("loss", run => Plot.LossCurves(Title(run, "loss"), run.Curve)),
        ("genres", run => Plot.PerGenreAccuracy(
            Title(run, "accuracy by genre"), run.Confusion.Genres,
            [("this run", run.Confusion.PerClass), .. Post(run) is { } post ? new[] { ("the post", post.PerClass) } : []])),
        ("confusion", run => Plot.ConfusionHeatMap(Title(run, "confusion"), run.Confusion)),
    ];

    private static readonly (string Name, Func<(string Name, RunRecord Run)[], Plot> Draw)[] OfSeveral =
    [
        ("accuracy", runs => Plot.AccuracyCurves("Test accuracy", Curves(runs, epoch => epoch.TestAccuracy), BaseRate(runs))),
        ("loss", runs => Plot.LossCurves("Test loss", Curves(runs, epoch => epoch.TestLoss))),
        ("genres", runs => Plot.PerGenreAccuracy("Accuracy by genre", runs[0].Run.Confusion.Genres, [.. runs.Select(run => (run.Name, run.Run.Confusion.PerClass))])),
    ];

    /// <summary>The available names; <c>curves</c> are accuracy and loss.</summary>
    public static IReadOnlyList<string> Names { get; } = [AccuracyAndLoss, .. OfOneRun.Select(chart => chart.Name), Sweep];

    /// <summary>Charts of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="names">Some of <see cref="Names"/>, or empty for all that the record has data for.</param>
    public static IEnumerable<(string Name, Plot Chart)> Of(RunRecord run, IReadOnlyCollection<string> names)
    {
        RequireEpochs(run);
        return Chosen(OfOneRun, names, all: run.Final is not null).Select(chart => ($"{run.Model.Replace(' ', '-')}-{chart.Name}", chart.Draw(run).OnSongs(run.Data)));
    }

    /// <summary>Charts of several runs side by side, each named by what differs between them.</summary>
    /// <param name="runs">The runs, each with the name of its file.</param>
    /// <param name="names">Some of <see cref="Names"/>, or empty for all that several runs have.</param>
    public static IEnumerable<(string Name, Plot Chart)> Of(IReadOnlyList<(string File, RunRecord Run)> runs, IReadOnlyCollection<string> names)
    {
        foreach (var (_, run) in runs)
        {
            RequireEpochs(run);
        }
        if (names.FirstOrDefault(name => name != AccuracyAndLoss && !OfSeveral.Any(chart => chart.Name == name)) is { } odd)
        {
            throw new InputException($"--chart {odd}: found {runs.Count} runs, expected one. Of several runs there are {AccuracyAndLoss}, {string.Join(", ", OfSeveral.Select(chart => chart.Name))}.");
        }
        var named = NamedByDifference(runs);
        return Chosen(OfSeveral, names, all: runs.All(run => run.Run.Final is not null && run.Run.Confusion.Genres.SequenceEqual(runs[0].Run.Confusion.Genres)))
            .Select(chart => ($"runs-{chart.Name}", chart.Draw(named).OnSongs([.. runs.Select(run => run.Run.Data)])));
    }

    /// <summary>Accuracy over each numeric option that varies in a sweep.</summary>
    public static IEnumerable<(string Name, Plot Chart)> Of(SweepSummary summary) => summary.Rows.All(row => row.Runs == 0)
        ? throw new InputException($"There is no score to draw: all {summary.Rows.Sum(row => row.Diverged)} runs diverged.")
        : summary.NumericOptions.Select(option =>
        ($"accuracy-{option}", Plot.SweepAccuracy($"Test accuracy over {option}, mean and standard deviation over seeds", summary, option)));

    /// <summary>As <see cref="Of(SweepSummary)"/>; none if no run has a score yet.</summary>
    public static IEnumerable<(string Name, Plot Chart)> OfAny(SweepSummary summary) => summary.Rows.Any(row => row.Runs > 0) ? Of(summary) : [];

    /// <summary>The post's results, for a run on the post's genres.</summary>
    private static BlogResults? Post(RunRecord run) => run.Options.Genres == GenreChoice.Four && run.Kind is { } kind ? BlogResults.Of(kind) : null;

    private static void RequireEpochs(RunRecord run)
    {
        if (run.History.Count == 0)
        {
            throw new InputException($"There is no epoch to draw. {run.Diverged?.Message}");
        }
    }

    // The first two are curves, which an interrupted run has too.
    private static IEnumerable<(string Name, T Draw)> Chosen<T>((string Name, T Draw)[] charts, IReadOnlyCollection<string> names, bool all) =>
        names.Count == 0 ? all ? charts : charts[..2]
        : charts.Where(chart => names.Contains(chart.Name) || (names.Contains(AccuracyAndLoss) && chart.Name is "accuracy" or "loss"));

    private static (string Name, RunRecord Run)[] NamedByDifference(IReadOnlyList<(string File, RunRecord Run)> runs)
    {
        var names = RunRecord.NamesOf([.. runs.Select(run => run.Run)]);
        var differ = names.Distinct().Count() == names.Count;
        return [.. runs.Zip(names, (run, name) => (differ ? name : $"{name}, {run.File}", run.Run))];
    }

    private static Curve[] Curves((string Name, RunRecord Run)[] runs, Func<EpochResult, double> value) =>
        [.. runs.Select(run => new Curve(run.Name, [.. run.Run.History.Select(value)]))];

    /// <summary>The base rate, if it is the same for all.</summary>
    private static double? BaseRate((string Name, RunRecord Run)[] runs) => runs.Select(run => run.Run.Data.BaseRate).Distinct().ToList() is [var one] ? one : null;

    private static string Title(RunRecord run, string what) => $"{char.ToUpperInvariant(run.Model[0])}{run.Model[1..]} network{(run.Kind is not null && run.Network is not null ? ", changed" : "")}: {what}";
}
