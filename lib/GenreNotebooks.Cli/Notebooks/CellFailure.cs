using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>An error as a reader of the notebook needs it: what went wrong, and which lines of the notebook led there.</summary>
internal static class CellFailure
{
    public static CellEvent.Failed Of(Exception exception, string fileName, NotebookCell cell) => exception is CompilationErrorException compilation
        ? NotCompiled(compilation, cell)
        : Thrown(exception, fileName, cell);

    private static CellEvent.Failed NotCompiled(CompilationErrorException exception, NotebookCell cell)
    {
        var errors = exception.Diagnostics.Where(item => item.Severity == DiagnosticSeverity.Error).ToList();
        var lines = errors.ConvertAll(Describe);
        int line = errors.Count > 0 ? errors[0].Location.GetMappedLineSpan().StartLinePosition.Line + 1 : cell.FirstLine;
        return new CellEvent.Failed(CellEvent.CompilationError, string.Join('\n', lines), line, lines);
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
        var lines = chain.Select(exception => NotebookLines(exception, fileName)).LastOrDefault(found => found.Count > 0) ?? [cell.FirstLine];
        var cause = chain.FirstOrDefault(exception => !IsWrapping(exception)) ?? thrown;
        var trace = new List<string> { Describe(cause) };
        trace.AddRange(Chain(cause).Skip(1).Select(inner => $"  because of {Describe(inner)}"));
        trace.AddRange(lines.Select(line => $"   at {fileName}, line {line}"));
        return new CellEvent.Failed(cause.GetType().Name, cause.Message, lines[0], trace);
    }

    private static string Describe(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static List<int> NotebookLines(Exception exception, string fileName) => [.. new StackTrace(exception, fNeedFileInfo: true).GetFrames()
        .Where(frame => frame.GetFileName() is { } file && Path.GetFileName(file) == fileName)
        .Select(frame => frame.GetFileLineNumber())
        .Distinct()];

    private static bool IsWrapping(Exception exception) => exception.InnerException is not null
        && exception is TargetInvocationException or TypeInitializationException or AggregateException { InnerExceptions.Count: 1 };
}
