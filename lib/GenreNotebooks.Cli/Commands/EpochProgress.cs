using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using Spectre.Console;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Shows a training as a line an epoch; on a terminal with a bar below them for what is left.</summary>
internal static class EpochProgress
{
    /// <param name="output">Where lines go.</param>
    /// <param name="terminal">The terminal, if there is one.</param>
    /// <param name="done">The epochs that are finished.</param>
    /// <param name="epochs">All epochs.</param>
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
