using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using Spectre.Console;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Shows a sweep as a line a finished run; on a terminal with bars below them for the runs on their way and for the whole.</summary>
internal static class SweepProgress
{
    public static IReadOnlyList<RunRecord> Show(
        TextWriter output, IAnsiConsole? terminal, IReadOnlyList<SweepPoint> points,
        Func<Action<SweepRun>, Action<SweepPoint, EpochResult>, IReadOnlyList<RunRecord>> sweep)
    {
        if (terminal is null)
        {
            return sweep(run => output.WriteLine(run.ToString()), (_, _) => { });
        }
        var names = new RunNames(points);
        return terminal.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(bars =>
            {
                var all = bars.AddTask("all runs", maxValue: points.Sum(point => (double)point.Options.Epochs));
                var running = new Dictionary<SweepPoint, ProgressTask>();
                return sweep(EndRun, EndEpoch);

                void EndEpoch(SweepPoint point, EpochResult epoch)
                {
                    if (!running.TryGetValue(point, out var bar))
                    {
                        running[point] = bar = bars.AddTask(Markup.Escape(names.WithSeed(point)), maxValue: point.Options.Epochs);
                    }
                    bar.Value = epoch.Epoch;
                    all.Increment(1);
                }

                void EndRun(SweepRun run)
                {
                    all.Increment(run.Run.Options.Epochs - (run.Found ? 0 : run.Run.History.Count)); // early stopping leaves some
                    if (running.Remove(new(run.Run.Model, run.Run.Options), out var bar))
                    {
                        bar.Value = bar.MaxValue;
                    }
                    terminal.WriteLine(run.ToString());
                }
            });
    }
}
