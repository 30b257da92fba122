using System.Globalization;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>What a run says at its end: why a notebook failed, one line each, and where to find what.</summary>
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
        int width = done.Max(result => result.Notebook.Name.Length);
        output.WriteLine();
        foreach (var result in done)
        {
            var cells = $"{result.FinishedCells}/{result.CodeCells.Count} cells";
            var end = result.FailedCell is { } cell ? $"failed in cell {cell.Number}" : result.IsFound ? "found" : "ok";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{result.Notebook.Name.PadRight(width)}  {cells,12}  {result.Elapsed.TotalSeconds,7:0.0} s  {end}"));
        }
        foreach (var result in results)
        {
            result.Summarise(output);
        }
    }
}
