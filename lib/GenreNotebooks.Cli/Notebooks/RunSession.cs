using System.Globalization;
using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Runs notebooks side by side, writes their results in the given order, and saves checkpoints in case the run is interrupted.</summary>
internal sealed class RunSession(
    RunOptions options, IReadOnlyList<IRunOutput> results, NotebookCheckpoints? checkpoints, RunDisplay display, TextWriter output, TextWriter error)
{
    private readonly long begun = options.Clock.GetTimestamp();
    private readonly List<ExecutedNotebook> done = [];

    /// <summary>Runs them; returns whether every cell of every notebook ran.</summary>
    /// <param name="notebooks">The notebooks.</param>
    /// <param name="turns">When each begins.</param>
    /// <param name="cancellation">Ends all that are running.</param>
    public async Task<bool> RunAsync(IReadOnlyList<Notebook> notebooks, NotebookTurns turns, CancellationToken cancellation)
    {
        var succeeded = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var runs = notebooks.Select(notebook => RunAsync(notebook, turns, stop.Token)).ToList();
        Task[] all = [.. runs, WriteAsync(runs)];
        try
        {
            await foreach (var task in Task.WhenEach(all))
            {
                if (!task.IsCompletedSuccessfully)
                {
                    await stop.CancelAsync(); // on a full disk, for example, the other notebooks end too
                }
            }
            await Task.WhenAll(all);
            if (done.All(result => result.FailedCell is null))
            {
                results.ToList().ForEach(result => result.Complete());
                succeeded = true;
            }
            return succeeded;
        }
        finally
        {
            foreach (var run in runs.Skip(done.Count).Where(run => run.IsCompletedSuccessfully).ToList())
            {
                if (cancellation.IsCancellationRequested)
                {
                    await WriteAsync(await run); // it ended before Ctrl+C
                }
                else
                {
                    RunReport.Explain(await run, error); // its results cannot be written
                }
            }
            RunReport.Summarise(done, options.Clock.GetElapsedTime(begun), results, output);
            EndCheckpoints(notebooks, succeeded);
            RunReport.Open(done, results, output);
        }
    }

    private async Task<ExecutedNotebook> RunAsync(Notebook notebook, NotebookTurns turns, CancellationToken cancellation)
    {
        await turns.Of(notebook).WaitAsync(cancellation);
        var found = checkpoints?.Find(notebook);
        var executed = await display.ShowAsync(
            notebook, onEvent => found is null ? new NotebookRun(notebook, options, onEvent).RunAsync(cancellation) : Task.FromResult(found));
        if (executed is { IsFound: false, FailedCell: null })
        {
            // Before its results, which can be rebuilt from it.
            checkpoints?.Save(executed);
        }
        turns.End(notebook);
        return executed;
    }

    /// <summary>Explains failures and writes results in the order of the notebooks, one at a time, while later ones run.</summary>
    private async Task WriteAsync(IEnumerable<Task<ExecutedNotebook>> runs)
    {
        foreach (var run in runs)
        {
            await WriteAsync(await run);
        }
    }

    private async Task WriteAsync(ExecutedNotebook executed)
    {
        done.Add(executed);
        display.Pause(() => RunReport.Explain(executed, error));
        await display.ShowWritingAsync(executed.Notebook, () =>
        {
            foreach (var result in results)
            {
                result.Write(executed);
            }
        });
    }

    private void EndCheckpoints(IReadOnlyList<Notebook> notebooks, bool succeeded)
    {
        if (succeeded)
        {
            checkpoints?.Delete(notebooks);
        }
        else if (checkpoints is { IsEmpty: false })
        {
            output.WriteLine($"Finished notebooks are kept in {ShortPath.Of(checkpoints.Folder)}: the same command with --resume goes on from there.");
        }
    }
}

/// <summary>The messages of a run besides its progress lines: its start, why a notebook failed, and which page to open.</summary>
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
        foreach (var result in results)
        {
            result.Summarise(output);
        }
    }

    /// <summary>The last line: the page to open.</summary>
    public static void Open(IReadOnlyCollection<ExecutedNotebook> done, IEnumerable<IRunOutput> results, TextWriter output)
    {
        if (done.Count > 0 && results.Select(result => result.Page).OfType<string>().FirstOrDefault() is { } page)
        {
            output.WriteLine($"Open {ShortPath.Of(page)}");
        }
    }
}
