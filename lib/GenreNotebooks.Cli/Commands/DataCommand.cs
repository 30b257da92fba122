using System.CommandLine;

namespace GenreNotebooks.Cli.Commands;

internal static class DataCommand
{
    public static Command Create() => new("data", "Gets, checks and describes the songs and the vocabulary.")
    {
        DataFetchCommand.Create(),
        DataVerifyCommand.Create(),
        DataInfoCommand.Create(),
    };
}
