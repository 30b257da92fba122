using System.CommandLine;
using GenreNotebooks.Cli.Doctor;
using Spectre.Console;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>doctor</c>: does this machine have what the project needs?</summary>
internal static class DoctorCommand
{
    private static readonly Func<Machine, IEnumerable<Finding>>[] Checks =
    [
        SdkCheck.Examine, LibTorchCheck.Examine, FeedCheck.Examine, DataCheck.Examine, BrowserCheck.Examine, EnginesCheck.Examine, ArtifactsCheck.Examine,
    ];

    /// <param name="machine">The machine to check; by default, this one.</param>
    public static Command Create(Func<Machine>? machine = null)
    {
        var command = new Command("doctor", "Checks this machine: SDK, LibTorch, package feed, data, browser, engines; for each missing item, prints the command that fixes it.");
        command.SetAction(parse => Print((machine ?? Machine.This)(), parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Print(Machine machine, TextWriter output)
    {
        var (terminal, wrong) = (Terminal.Of(output), 0);
        foreach (var finding in Checks.SelectMany(check => check(machine)))
        {
            Print(finding, output, terminal);
            wrong += finding.Mark == Mark.Wrong ? 1 : 0;
        }
        output.WriteLine(wrong == 0 ? "Everything needed is there." : $"{wrong} of the above {(wrong == 1 ? "needs" : "need")} fixing.");
        return wrong == 0 ? 0 : 1;
    }

    private static void Print(Finding finding, TextWriter output, IAnsiConsole? terminal)
    {
        var (word, colour) = finding.Mark switch { Mark.Fine => ("ok", "green"), Mark.Optional => ("--", "yellow"), _ => ("no", "red") };
        if (terminal is null)
        {
            output.Write($"[{word}]");
        }
        else
        {
            terminal.Write(new Text($"[{word}]", Style.Parse(colour)));
        }
        output.WriteLine($" {finding.Thing,-14} {finding.Found}");
        if (finding.Fix is not null)
        {
            output.WriteLine($"     {"to fix:",-14} {finding.Fix}");
        }
    }
}
