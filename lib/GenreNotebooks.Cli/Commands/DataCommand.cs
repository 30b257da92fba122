using System.CommandLine;

namespace GenreNotebooks.Cli.Commands;

internal static class DataCommand
{
    public static Command Create() => new("data", "Gets, checks, describes and makes up songs and the vocabulary.")
    {
        DataFetchCommand.Create(),
        DataVerifyCommand.Create(),
        DataInfoCommand.Create(),
        DataSampleCommand.Create(),
    };
}
