using GenreNotebooks.Data;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The charts of finished training runs, each with its file name.</summary>
internal static class RunCharts
{
    public const string Sweep = "sweep";

    private const string Curves = "curves";

    private static readonly (string Name, Func<RunRecord, Plot> Draw)[] OfOneRun =
    [
        ("accuracy", run => Plot.AccuracyCurves(Title(run, "accuracy"), run.Curve, Post(run)?.TestAccuracy, run.Data.BaseRate)),
        ("loss", run => Plot.LossCurves(Title(run, "loss"), run.Curve)),
        ("genres", run => Plot.PerGenreAccuracy(
            Title(run, "accuracy by genre"), run.Confusion.Genres,
            [("this run", run.Confusion.PerClass), .. Post(run) is { } post ? new[] { ("the post", post.PerClass) } : []])),
        ("confusion", run => Plot.ConfusionHeatMap(Title(run, "confusion"), run.Confusion)),
    ];

    /// <summary>The available names; <c>curves</c> are accuracy and loss.</summary>
    public static IReadOnlyList<string> Names { get; } = [Curves, .. OfOneRun.Select(chart => chart.Name), Sweep];

    /// <summary>Charts of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="names">Some of <see cref="Names"/>, or empty for all that the record has data for.</param>
    public static IEnumerable<(string Name, Plot Chart)> Of(RunRecord run, IReadOnlyCollection<string> names)
    {
        if (run.History.Count == 0)
        {
            throw new InputException($"There is no epoch to draw. {run.Diverged?.Message}");
        }
        var measured = run.Final is null ? OfOneRun[..2] : OfOneRun;
        var chosen = names.Count == 0 ? measured : OfOneRun.Where(chart =>
            names.Contains(chart.Name) || (names.Contains(Curves) && chart.Name is "accuracy" or "loss"));
        return chosen.Select(chart => ($"{run.Model.Replace(' ', '-')}-{chart.Name}", chart.Draw(run)));
    }

    /// <summary>Accuracy over each numeric option that varies in a sweep.</summary>
    public static IEnumerable<(string Name, Plot Chart)> Of(SweepSummary summary) => summary.Rows.All(row => row.Runs == 0)
        ? throw new InputException($"There is no score to draw: all {summary.Rows.Sum(row => row.Diverged)} runs diverged.")
        : summary.NumericOptions.Select(option =>
        ($"accuracy-{option}", Plot.SweepAccuracy($"Test accuracy over {option}, mean and standard deviation over seeds", summary, option)));

    /// <summary>The post's results, for a run on the post's genres.</summary>
    private static BlogResults? Post(RunRecord run) => run.Options.Genres == GenreChoice.Four && run.Kind is { } kind ? BlogResults.Of(kind) : null;

    private static string Title(RunRecord run, string what) => $"{char.ToUpperInvariant(run.Model[0])}{run.Model[1..]} network{(run.Kind is not null && run.Network is not null ? ", changed" : "")}: {what}";
}
