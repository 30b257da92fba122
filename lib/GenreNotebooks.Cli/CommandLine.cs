using System.CommandLine;

namespace GenreNotebooks.Cli;

/// <summary>One way to end: 0 done, 1 something given does not fit (one clear message), 130 cancelled by Ctrl+C.</summary>
internal static class CommandLine
{
    public const int Cancelled = 130;

    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            cancellation.Cancel();
        };
        try
        {
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            // A text or title may begin with @: it names no file of arguments.
            var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
            var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, parsing);
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"error: {error.Message.TrimEnd()}");
            }
            return parsed.Errors.Count > 0 ? 1 : await parsed.InvokeAsync(invocation, cancellation.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return Cancelled;
        }
        catch (InputException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return 1;
        }
    }
}
