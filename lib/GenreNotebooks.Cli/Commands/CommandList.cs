using System.CommandLine;
using GenreNotebooks.Data;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Prints the parts of a command as command lines of their own, for a scheduler to spread over processors and machines.</summary>
internal static class CommandList
{
    public static Option<bool> List { get; } = new("--list") { Description = "Run nothing; print a command line for each run." };

    public static Option<bool> NoSummary { get; } = new("--no-summary")
    {
        Description = "Only keep the runs in --out DIR, as each line of --list does. The command without it makes the summary.",
    };

    /// <summary>Prints a line for each run, which works in any working directory.</summary>
    /// <param name="arguments">The arguments of the whole command.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="runs">The arguments of each run.</param>
    /// <param name="folder">The folder where the runs are kept.</param>
    public static void Write(ParseResult arguments, string verb, IEnumerable<string[]> runs, string folder)
    {
        if (File.Exists(folder))
        {
            throw new InputException($"--out {folder}: cannot be written ({folder} is a file, expected a folder or nothing there)");
        }
        if (folder.Contains('\n', StringComparison.Ordinal))
        {
            throw new InputException($"--out {folder.ReplaceLineEndings(" ")}: found a line break in the name, expected none, as each run is one line.");
        }
        string[] shared = [.. DataWords(DataOptions.Find(arguments)), "--out", Path.GetFullPath(folder), NoSummary.Name];
        // This build itself: dotnet run would ask for the project, and all of them for its state at once.
        var program = typeof(CommandList).Assembly.Location;
        foreach (var run in runs)
        {
            arguments.InvocationConfiguration.Output.WriteLine(string.Join(' ', ["dotnet", .. ((string[])[program, verb, .. run, .. shared]).Select(Quote)]));
        }
    }

    /// <summary>What is left after Ctrl+C.</summary>
    public static string Cancelled(string parts, string file) => File.Exists(file)
        ? $"Cancelled. Finished {parts} are kept in {file}: give the same command again to go on."
        : $"Cancelled, before any of the {parts} had finished.";

    /// <summary>The words of an option that was given, as it was given; none otherwise.</summary>
    public static string[] Given(ParseResult arguments, Option option) =>
        arguments.GetResult(option) is { Implicit: false } result ? [option.Name, .. result.Tokens.Select(token => token.Value)] : [];

    /// <summary>An argument, quoted for a shell where needed.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+@%".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // Named even if this folder would be found: from another working directory or machine, other data might be.
    private static string[] DataWords(DataFolder data) => data.IsSample ? [DataOptions.Sample.Name] : [DataOptions.Data.Name, data.FolderPath!];
}
