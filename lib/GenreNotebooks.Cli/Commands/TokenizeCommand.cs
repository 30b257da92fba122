using System.CommandLine;

namespace GenreNotebooks.Cli.Commands;

internal static class TokenizeCommand
{
    public static Command Create() => new("tokenize", "");
}
