using System.CommandLine;
using GenreNotebooks.Cli.Notebooks;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The other end of <c>run</c>: the process of one notebook. Not for people, so not in the help.</summary>
internal static class RunNotebookCommand
{
    public static Command Create()
    {
        var pipe = new Option<string>("--pipe") { Required = true };
        var command = new Command("run-notebook", "Runs the cells given on standard input; started by run.") { pipe };
        command.Hidden = true;
        command.SetAction((parsed, _) => ScriptHost.RunAsync(parsed.GetRequiredValue(pipe)));
        return command;
    }
}
