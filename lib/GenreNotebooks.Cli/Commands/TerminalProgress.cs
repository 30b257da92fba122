using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using Spectre.Console;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The terminal that a verb writes to, if any: progress bars are for people only and need escape sequences.</summary>
internal static class Terminal
{
    /// <summary>The terminal, or null if the output is a file, a pipe or a test's writer.</summary>
    public static IAnsiConsole? Of(TextWriter output) =>
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true } ? AnsiConsole.Console : null;
}

/// <summary>Shows training as a line per epoch; on a terminal with a progress bar below.</summary>
internal static class EpochProgress
{
    /// <summary>Trains and shows progress.</summary>
    /// <param name="output">Where lines go.</param>
    /// <param name="terminal">The terminal or null.</param>
    /// <param name="done">The number of finished epochs.</param>
    /// <param name="epochs">The number of all epochs.</param>
    /// <param name="train">Trains the rest.</param>
    public static RunRecord Show(TextWriter output, IAnsiConsole? terminal, int done, int epochs, Func<Action<EpochResult>, RunRecord> train)
    {
        if (terminal is null)
        {
            return train(epoch => output.WriteLine(epoch.ToString()));
        }
        return terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(bars =>
            {
                var bar = bars.AddTask("epochs", maxValue: epochs);
                bar.Increment(done);
                return train(epoch =>
                {
                    bar.Increment(1);
                    terminal.WriteLine(epoch.ToString());
                });
            });
    }
}

/// <summary>Shows a sweep as a line per finished run; on a terminal with progress bars below, for the current runs and for all.</summary>
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
        var names = Sweep.NamesOf(points);
        return terminal.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(bars =>
            {
                var all = bars.AddTask("all runs", maxValue: points.Sum(point => (double)point.Options.Epochs));
                var running = new Dictionary<string, ProgressTask>();
                return sweep(EndRun, EndEpoch);

                void EndEpoch(SweepPoint point, EpochResult epoch)
                {
                    if (!running.TryGetValue(names[point], out var bar))
                    {
                        running[names[point]] = bar = bars.AddTask(Markup.Escape(names[point]), maxValue: point.Options.Epochs);
                    }
                    bar.Value = epoch.Epoch;
                    all.Increment(1);
                }

                void EndRun(SweepRun run)
                {
                    all.Increment(run.Run.Options.Epochs - (run.Found ? 0 : run.Run.History.Count)); // early stopping leaves some
                    if (running.Remove(run.Name, out var bar))
                    {
                        bar.Value = bar.MaxValue;
                    }
                    terminal.WriteLine(run.ToString());
                }
            });
    }
}
