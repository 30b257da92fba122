using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using Spectre.Console;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Shows a sweep as a line per finished run; on a terminal with progress bars below, for the current runs and for all.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="points">The runs.</param>
/// <param name="clock">The clock; by default the system's.</param>
internal sealed class SweepProgress(TextWriter output, IReadOnlyList<SweepPoint> points, TimeProvider? clock = null)
{
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly List<RunRecord> runs = [];
    private long begun;
    private int epochsToTrain, epochsTrained;

    public IReadOnlyList<SweepPoint> Points => points;

    /// <summary>The runs that have ended so far, those found among them.</summary>
    public IReadOnlyList<RunRecord> Runs => runs;

    /// <summary>How many of <see cref="Runs"/> were already in the file.</summary>
    public int Found { get; private set; }

    /// <summary>The time since training began.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(begun);

    /// <summary>Called for each run that has ended, after it is counted.</summary>
    public Action<RunRecord> OnRun { get; set; } = _ => { };

    /// <summary>Such as <c>about 4 min left</c>, from the time that an epoch has taken so far; empty before the first and after the last.</summary>
    public string TimeLeft => epochsTrained == 0 || epochsTrained >= epochsToTrain ? "" : $"about {Words(Elapsed / epochsTrained * (epochsToTrain - epochsTrained))} left";

    /// <summary>Such as <c>40 s</c>, <c>4 min</c> or <c>1 h 20 min</c>.</summary>
    public static string Words(TimeSpan time) => Math.Ceiling(time.TotalSeconds) is var seconds && seconds <= 90 ? Invariant($"{seconds:0} s")
        : Math.Ceiling(time.TotalMinutes) is var minutes && minutes <= 90 ? Invariant($"{minutes:0} min")
        : Invariant($"{Math.Floor(minutes / 60):0} h {minutes % 60:0} min");

    /// <summary>Trains and shows progress.</summary>
    /// <param name="terminal">The terminal or null.</param>
    /// <param name="sweep">Trains, and calls back for each run and epoch.</param>
    public IReadOnlyList<RunRecord> Show(IAnsiConsole? terminal, Func<Action<SweepRun>, Action<SweepPoint, EpochResult>, IReadOnlyList<RunRecord>> sweep)
    {
        (begun, epochsToTrain) = (clock.GetTimestamp(), points.Sum(point => point.Options.Epochs));
        if (terminal is null)
        {
            return sweep(run =>
            {
                Count(run);
                output.WriteLine(TimeLeft.Length > 0 && !run.Found ? $"{run} | {TimeLeft}" : run.ToString());
                OnRun(run.Run);
            }, (_, _) => epochsTrained++);
        }
        var names = Sweep.NamesOf(points);
        return terminal.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(bars =>
            {
                var all = bars.AddTask("all runs", maxValue: epochsToTrain);
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
                    epochsTrained++;
                }

                void EndRun(SweepRun run)
                {
                    all.Increment(run.Run.Options.Epochs - (run.Found ? 0 : run.Run.History.Count)); // early stopping leaves some
                    if (running.Remove(run.Name, out var bar))
                    {
                        bar.Value = bar.MaxValue;
                    }
                    Count(run);
                    terminal.WriteLine(run.ToString());
                    OnRun(run.Run);
                }
            });
    }

    private void Count(SweepRun run)
    {
        runs.Add(run.Run);
        epochsToTrain -= run.Run.Options.Epochs - (run.Found ? 0 : run.Run.History.Count);
        if (run.Found)
        {
            (Found, begun) = (Found + 1, clock.GetTimestamp());
        }
    }
}
