using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace GenreNotebooks.Cli;

/// <summary>How a program begins and ends. Exit codes: 0 done, 1 failed with one message, 130 cancelled by Ctrl+C or SIGTERM.</summary>
internal static class CommandLine
{
    public const int Cancelled = 130;

    /// <summary>Runs a verb and returns the exit code.</summary>
    /// <param name="root">The verbs.</param>
    /// <param name="args">The arguments.</param>
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
            return Explain(parsed) is { } wrong ? Fail(wrong, error) : await parsed.InvokeAsync(invocation, cancellation.Token);
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
            // No argument should lead here. A full disk or too little memory does, and says so in its first line.
            return Fail($"{exception.GetType().Name}: {exception.Message.Split('\n')[0].TrimEnd()}", error);
        }
    }

    /// <summary>Starts this program again as a child process, also from a test that runs it in its own process.</summary>
    public static ProcessStartInfo StartInfo(params string[] arguments)
    {
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var assembly = typeof(CommandLine).Assembly.Location;
        // The dotnet that runs this process, not the one on the path: <root>/shared/Microsoft.NETCore.App/<version>/.
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet" + suffix));
        var start = File.Exists(dotnet) ? new ProcessStartInfo(dotnet, [assembly, .. arguments]) : new ProcessStartInfo(Path.ChangeExtension(assembly, null) + suffix, arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardInputEncoding = new UTF8Encoding(false);
        return start;
    }

    /// <summary>The first signal cancels, so that no half-written file stays; a second kills the process.</summary>
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

    /// <summary>A misspelling, which other errors follow from; else the last error alone, on one line; null without errors.</summary>
    private static string? Explain(ParseResult parsed) => Misspelling.Find(parsed)
        ?? (parsed.Errors is [.., var last] ? string.Join(' ', last.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null);
}
