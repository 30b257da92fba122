using Spectre.Console;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The terminal that a verb writes to, if it is one: what moves on the screen is for people only, and takes escape sequences.</summary>
internal static class Terminal
{
    /// <summary>The terminal, or null where the output is a file, a pipe or a test's.</summary>
    public static IAnsiConsole? Of(TextWriter output) =>
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true } ? AnsiConsole.Console : null;
}
