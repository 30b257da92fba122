using System.CommandLine;

namespace GenreNotebooks.Cli.Commands;

internal static class TrainCommand
{
    public static Command Create() => new("train", "");
}
