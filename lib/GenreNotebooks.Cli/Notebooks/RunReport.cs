namespace GenreNotebooks.Cli.Notebooks;

/// <summary>What a run says beside its lines: why a notebook failed, and at its end where to find what.</summary>
internal static class RunReport
{
    private const int LinesShown = 12;

    public static void Explain(ExecutedNotebook result, TextWriter error)
    {
        if (result.FailedCell is not { Failure: { } failure } cell)
        {
            return;
        }
        var what = failure.Name switch
        {
            CellEvent.Timeout or CellEvent.MemoryLimit or CellEvent.ProcessEnded => failure.Message,
            CellEvent.CompilationError => $"cell {cell.Number} does not compile:\n{failure.Message}",
            var exception => $"cell {cell.Number}: {exception}: {failure.Message}",
        };
        var lines = what.TrimEnd().Split('\n');
        error.WriteLine($"error: {failure.Place}: {string.Join('\n', lines.Take(LinesShown))}");
        if (lines.Length > LinesShown)
        {
            error.WriteLine($"… {lines.Length - LinesShown} more lines in the executed notebook.");
        }
    }

    public static void Summarise(IReadOnlyCollection<ExecutedNotebook> done, IEnumerable<IRunOutput> results, TextWriter output)
    {
        if (done.Count == 0)
        {
            return;
        }
        output.WriteLine();
        foreach (var result in results)
        {
            result.Summarise(output);
        }
    }
}
