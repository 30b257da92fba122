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
