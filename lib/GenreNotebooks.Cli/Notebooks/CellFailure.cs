using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>An error as the reader of a notebook needs it: the message, and the lines of the notebook that led there.</summary>
internal static class CellFailure
{
    private const int LongestMessage = 20_000;

    public static CellEvent.Failed Of(Exception exception, string fileName, NotebookCell cell) => exception is CompilationErrorException compilation
        ? NotCompiled(compilation, fileName, cell)
        : Thrown(exception, fileName, cell);

    private static CellEvent.Failed NotCompiled(CompilationErrorException exception, string fileName, NotebookCell cell)
    {
        var errors = exception.Diagnostics.Where(item => item.Severity == DiagnosticSeverity.Error).ToList();
        var lines = errors.ConvertAll(Describe);
        var place = errors.Count > 0 ? errors[0].Location.GetMappedLineSpan() : default;
        return new CellEvent.Failed(
            CellEvent.CompilationError, string.Join('\n', lines), errors.Count > 0 ? $"{place.Path}({place.StartLinePosition.Line + 1})" : Beginning(fileName, cell), lines);
    }

    private static string Describe(Diagnostic error)
    {
        var place = error.Location.GetMappedLineSpan();
        var start = place.StartLinePosition;
        return $"{place.Path}({start.Line + 1},{start.Character + 1}): error {error.Id}: {error.GetMessage(null)}";
    }

    private static CellEvent.Failed Thrown(Exception thrown, string fileName, NotebookCell cell)
    {
        // The line is that of the innermost exception that passed through the notebook.
        var chain = Chain(thrown).ToList();
        var lines = chain.Select(exception => NotebookLines(exception, fileName)).LastOrDefault(found => found.Count > 0) ?? [(cell.PlaceIn(fileName), cell.FirstLine)];
        var cause = chain.FirstOrDefault(exception => !IsWrapping(exception)) ?? thrown;
        var trace = new List<string> { Describe(cause) };
        trace.AddRange(Chain(cause).Skip(1).Select(inner => $"  because of {Describe(inner)}"));
        trace.AddRange(lines.Select(line => $"   at {line.File}, line {line.Line}"));
        return new CellEvent.Failed(cause.GetType().Name, Message(cause), $"{lines[0].File}({lines[0].Line})", trace);
    }

    /// <summary>The place where a cell begins.</summary>
    public static string Beginning(string fileName, NotebookCell cell) => $"{cell.PlaceIn(fileName)}({cell.FirstLine})";

    private static string Describe(Exception exception) => $"{exception.GetType().Name}: {Message(exception)}";

    // A message may hold a whole file, and is shown in several places.
    private static string Message(Exception exception)
    {
        var message = exception.Message.Length <= LongestMessage ? exception.Message : exception.Message[..LongestMessage] + "…";
        return exception is OutOfMemoryException ? $"{message} Allow more with --memory." : message;
    }

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static List<(string File, int Line)> NotebookLines(Exception exception, string fileName) => [.. new StackTrace(exception, fNeedFileInfo: true).GetFrames()
        .Select(frame => (File: Path.GetFileName(frame.GetFileName()), Line: frame.GetFileLineNumber()))
        .Where(place => place.File is { } file && (file == fileName || file.StartsWith($"{fileName}[", StringComparison.Ordinal)))
        .Select(place => (place.File!, place.Line))
        .Distinct()];

    private static bool IsWrapping(Exception exception) => exception.InnerException is not null
        && exception is TargetInvocationException or TypeInitializationException or AggregateException { InnerExceptions.Count: 1 };
}
