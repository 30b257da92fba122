using System.Globalization;
using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>What a run says beside its lines: first what it does, then why a notebook failed, and at its end what to open.</summary>
internal static class RunReport
{
    private const int LinesShown = 12;

    public static void Announce(int notebooks, DataFolder data, IEnumerable<IRunOutput> results, TextWriter output)
    {
        var places = string.Join(" and ", results.Select(result => result.Place));
        output.WriteLine($"Running {(notebooks == 1 ? "1 notebook" : $"{notebooks} notebooks")}; results go to {places}");
        output.WriteLine(data.Notice);
        output.WriteLine(data.Choice);
        output.WriteLine();
    }

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
        error.WriteLine($"error: {failure.Place}: {string.Join('\n', lines.Take(LinesShown).Select(line => MessageText.Clean(line)))}");
        if (lines.Length > LinesShown)
        {
            error.WriteLine($"… {lines.Length - LinesShown} more lines in the executed notebook.");
        }
    }

    public static void Summarise(IReadOnlyCollection<ExecutedNotebook> done, TimeSpan elapsed, IReadOnlyList<IRunOutput> results, TextWriter output)
    {
        if (done.Count == 0)
        {
            return;
        }
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Total time {elapsed.TotalSeconds:0.0} s"));
        if (results.LastOrDefault(result => result.Page is not null)?.Page is { } page)
        {
            output.WriteLine($"Open {ShownPath.Of(page)}");
        }
        foreach (var result in results)
        {
            result.Summarise(output);
        }
    }
}
