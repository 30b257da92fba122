using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GenreNotebooks.Cli;

/// <summary>One way to end: 0 done, 1 something given does not fit (one clear message), 130 cancelled by Ctrl+C or SIGTERM.</summary>
internal static class CommandLine
{
    public const int Cancelled = 130;

    /// <param name="root">The verbs.</param>
    /// <param name="args">What was given.</param>
    /// <param name="output">Where results go; by default the console.</param>
    /// <param name="error">Where messages go; by default the console's error output.</param>
    /// <param name="token">Cancels as Ctrl+C does.</param>
    public static async Task<int> InvokeAsync(
        RootCommand root, string[] args, TextWriter? output = null, TextWriter? error = null, CancellationToken token = default)
    {
        // One language and one way to write numbers, whatever the locale says: messages are English, and output is read by programs.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        (output, error) = (output ?? Console.Out, error ?? Console.Error);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var interrupt = CancelOn(PosixSignal.SIGINT, cancellation);
        using var terminate = CancelOn(PosixSignal.SIGTERM, cancellation);
        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            // A text or title may begin with @: it names no file of arguments.
            var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
            var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, parsing);
            return parsed.Errors.Count > 0 ? Fail(Explain(parsed.Errors), error) : await parsed.InvokeAsync(invocation, cancellation.Token);
        }
        // Ctrl+C also ends the browser that draws images, and drawing then fails.
        catch (Exception exception) when (exception is OperationCanceledException or InputException && cancellation.IsCancellationRequested)
        {
            error.WriteLine("Cancelled.");
            return Cancelled;
        }
        catch (InputException exception)
        {
            return Fail(exception.Message, error);
        }
        catch (Exception exception)
        {
            // Nothing that a person gives should end here. What does, such as a full disk or too little memory, says so in its first line.
            return Fail($"{exception.GetType().Name}: {exception.Message.Split('\n')[0].TrimEnd()}", error);
        }
    }

    /// <summary>The first signal cancels, so that nothing half written stays; a second ends the process at once.</summary>
    private static PosixSignalRegistration CancelOn(PosixSignal signal, CancellationTokenSource cancellation) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        });

    private static int Fail(string message, TextWriter error)
    {
        error.WriteLine($"error: {message}");
        return 1;
    }

    /// <summary>The last error alone, on one line: earlier ones follow from it, such as the missing verb where one is misspelt.</summary>
    private static string Explain(IReadOnlyList<ParseError> errors) => errors[^1] is { SymbolResult: OptionResult { Option: var option } result }
        && KindOf(option) is ({ } kind, var fits) && result.Tokens.FirstOrDefault(token => !fits(token.Value)) is { } token
        ? $"Cannot parse argument '{token.Value}' for option '{option.Name}' as {kind}."
        : string.Join(' ', errors[^1].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The kind of number that an option takes, if the parser reads it: its own message would name a type of .NET.</summary>
    private static (string? Kind, Func<string, bool> Fits) KindOf(Option option) => option switch
    {
        Option<int> { CustomParser: null } or Option<int[]> { CustomParser: null } => ("a whole number", text => int.TryParse(text, out _)),
        Option<double> { CustomParser: null } => ("a number", text => double.TryParse(text, out _)),
        _ => (null, _ => true),
    };
}
