namespace GenreNotebooks.Cli.Commands;

/// <summary>Prints runs as command lines, for any scheduler to spread over machines.</summary>
internal static class SweepList
{
    // Not built anew by each: they may run at the same time.
    private const string Command = "dotnet run --project lib/GenreNotebooks.Cli -c Release --no-build -- sweep";

    /// <param name="output">A line a run.</param>
    /// <param name="runs">The words of each run.</param>
    /// <param name="shared">The words of all.</param>
    public static void Write(TextWriter output, IEnumerable<string[]> runs, string[] shared)
    {
        foreach (var words in runs)
        {
            output.WriteLine(string.Join(' ', [Command, .. words.Concat(shared).Select(Quote)]));
        }
    }

    /// <summary>A word as a shell takes it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+@%".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
