using System.CommandLine;

namespace GenreNotebooks.Cli.Commands;

internal static class DataCommand
{
    public static Command Create() => new("data", "");
}
