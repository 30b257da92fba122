using System.CommandLine;

namespace GenreNotebooks.Cli.Commands;

internal static class RunCommand
{
    public static Command Create() => new("run", "");
}
