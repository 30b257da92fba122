using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// What a process writes to its console proper, past what cells print: all of it is read, so that the process never waits,
/// and one line is kept, that in which the runtime says why it ends, else the first.
/// </summary>
internal sealed class LastWords(Stream console)
{
    private const int LongestLine = 2_000;

    // What Environment.FailFast is told follows in a line of its own.
    private const string Terminated = "Process terminated.";

    private static readonly string[] OfTheRuntime = ["Unhandled exception", "Stack overflow", "Out of memory", Terminated, "Fatal error"];

    private readonly StringBuilder line = new();

    /// <summary>The line kept so far, or nothing.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Reads until nobody can write any more.</summary>
    public async Task ReadAsync()
    {
        using var reader = new StreamReader(console, Encoding.UTF8);
        var buffer = new char[16_384];
        for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
        {
            Take(buffer.AsSpan(0, count));
        }
        EndLine();
    }

    private void Take(ReadOnlySpan<char> text)
    {
        for (int end; (end = text.IndexOf('\n')) >= 0; text = text[(end + 1)..])
        {
            Append(text[..end]);
            EndLine();
        }
        Append(text);
    }

    private void Append(ReadOnlySpan<char> part) => line.Append(part[..Math.Min(part.Length, LongestLine - line.Length)]);

    private void EndLine()
    {
        var text = line.ToString().Trim();
        line.Clear();
        if (Said == Terminated && text.Length > 0 && !text.StartsWith("at ", StringComparison.Ordinal))
        {
            Said = $"{Terminated} {text}";
        }
        else if (Said.Length == 0 || (IsOfTheRuntime(text) && !IsOfTheRuntime(Said)))
        {
            Said = text;
        }
    }

    private static bool IsOfTheRuntime(string text) => Array.Exists(OfTheRuntime, beginning => text.StartsWith(beginning, StringComparison.Ordinal));
}
