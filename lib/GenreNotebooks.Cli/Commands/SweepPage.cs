using System.Globalization;
using System.Net;
using GenreNotebooks.Data;
using GenreNotebooks.Runs;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

internal enum SweepState
{
    Running,
    Interrupted,
    Finished,
}

/// <summary>The page of a sweep: how far it is, charts, means over seeds, the settings, the songs and the command.</summary>
internal static class SweepPage
{
    // Not <meta http-equiv="refresh">: with this, the page keeps its place, and no program for reading pages aloud starts over without a script.
    private const string Reload = "<script>setTimeout(() => location.reload(), 5000)</script>\n";

    /// <param name="state">Whether the sweep runs.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="runs">The runs to show: those so far, or all in the folder.</param>
    /// <param name="songs">The songs.</param>
    /// <param name="command">The arguments of the command.</param>
    public static string Write(SweepState state, SweepProgress progress, IReadOnlyList<RunRecord> runs, DataFolder songs, string command)
    {
        var summary = SweepSummary.Of(runs);
        var networks = string.Join(", ", progress.Points.Select(point => point.Model.Name).Distinct());
        return ReportPage.Write($"Sweep: {networks}{Varied(progress)}", $"""
            <p role="status">{WebUtility.HtmlEncode(Status(state, progress))}</p>
            {ReportPage.Warning(songs.IsSample)}{string.Concat(RunCharts.OfAny(summary).Select(chart => ReportPage.Of(chart.Chart)))}{Results(summary)}{(state == SweepState.Finished ? Differences(runs) : "")}{Settings(summary)}{ReportPage.Heading("Songs")}{ReportPage.Paragraph(songs.Notice + (runs is [{ Data: var data }, ..] ? Invariant($" ({data.Rows:N0} rows, SHA-256 {data.Sha256[..12]}…)") : ""))}{ReportPage.Heading("Command")}{ReportPage.Code($"dotnet run --project lib/GenreNotebooks.Cli -c Release -- {command}")}{(state == SweepState.Running ? Reload : "")}
            """);
    }

    private static string Varied(SweepProgress progress) =>
        SweepSummary.OptionsOf(progress.Points) is { Count: > 0 } options ? $" over {string.Join(", ", options)}" : "";

    private static string Status(SweepState state, SweepProgress progress)
    {
        var (done, total) = (progress.Runs.Count, progress.Points.Count);
        var time = DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var diverged = progress.Runs.Count(run => run.Diverged is not null) is > 0 and var count ? Invariant($" {count} diverged and are not in the means.") : "";
        return state switch
        {
            SweepState.Running => Invariant($"Running: {done} of {total} runs{(progress.TimeLeft.Length > 0 ? $", {progress.TimeLeft}" : "")}.{diverged} Written at {time}; this page loads again every 5 s."),
            SweepState.Interrupted => Invariant($"Interrupted at {time} after {done} of {total} runs: the same command makes the others, on a page of its own.{diverged}"),
            _ => Invariant($"Finished at {time}: {(total == 1 ? "1 run" : $"{total} runs")} of this command{(progress.Found > 0 ? Invariant($", {progress.Found} of them found") : "")}, in {SweepProgress.Words(progress.Elapsed)}.{diverged}"),
        };
    }

    private static string Results(SweepSummary summary) => summary.Rows.Count == 0 ? ReportPage.Paragraph("No run has finished yet.") : string.Concat(
        ReportPage.Heading("Mean and standard deviation over seeds"),
        ReportPage.Of(summary.ToTable()),
        ReportPage.Paragraph("Each seed has its own split, so a bar of the chart, one standard deviation up and down, includes the luck of the split as well as that of the first weights."
            + " The accuracies are those on test songs: do not choose a setting by them and then report its accuracy as a result."));

    private static string Settings(SweepSummary summary) => summary.Rows.Count == 0 ? "" : ReportPage.Heading("What stays the same") + ReportPage.Of(summary.ToSharedTable());

    private static string Differences(IReadOnlyList<RunRecord> runs) => RunComparison.Of(SweepSummary.Sorted(runs)) is not { Differences.Count: > 0 } comparison ? "" : string.Concat(
        ReportPage.Heading("Differences from the first row"),
        ReportPage.Of(comparison.ToDifferenceTable()),
        ReportPage.Paragraph("Rows with a seed in common and the same kind of split have the same test songs with it, and are compared on these. The verb compare does this for any runs."));
}
