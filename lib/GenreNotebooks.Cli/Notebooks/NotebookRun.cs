using System.Diagnostics;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Follows a notebook's process from cell to cell and ends it when one takes too long.</summary>
internal sealed class NotebookRun(DibNotebook notebook, RunOptions options, RunProgress progress)
{
    private readonly ExecutedNotebook result = new(notebook);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int current = -1;

    public async Task<ExecutedNotebook> RunAsync(CancellationToken cancellation)
    {
        using var process = NotebookProcess.Start(notebook, options.Environment);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await FollowAsync(process, limit);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Fail(CellEvent.Timeout, $"ran longer than {options.Timeout.TotalSeconds:0} s and was stopped; allow more with --timeout");
        }
        result.Elapsed = clock.Elapsed;
        return result;
    }

    private async Task FollowAsync(NotebookProcess process, CancellationTokenSource limit)
    {
        limit.CancelAfter(options.Timeout);
        while (result.FailedCell is null && result.FinishedCells < result.CodeCells.Count)
        {
            if (await process.NextAsync(limit.Token) is not { } item)
            {
                Fail(CellEvent.ProcessEnded, $"ended the process of the notebook, {await process.EndingAsync()}");
                return;
            }
            Take(item);
            if (item is CellEvent.Started or CellEvent.Finished)
            {
                limit.CancelAfter(options.Timeout);
            }
        }
        await process.EndAsync();
    }

    private void Take(CellEvent item)
    {
        if (item is CellEvent.Started)
        {
            current++;
            progress.Cell(notebook, current + 1, result.CodeCells.Count, clock.Elapsed);
        }
        else if (item is CellEvent.Printed printed)
        {
            progress.Print(printed.Text);
        }
        result.CodeCells[current].Add(item);
    }

    private void Fail(string name, string what)
    {
        var cell = result.CodeCells[Math.Max(current, 0)];
        var message = $"cell {cell.Number} {what}";
        cell.Add(new CellEvent.Failed(name, message, cell.Cell.FirstLine, [$"{notebook.FileName}, line {cell.Cell.FirstLine}: {message}."]));
    }
}
