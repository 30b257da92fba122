namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Follows a notebook's process from cell to cell and kills it when it exceeds a limit.</summary>
internal sealed class NotebookRun(Notebook notebook, RunOptions options, Action<CellEvent> onEvent)
{
    private readonly ExecutedNotebook result = new(notebook);
    private readonly CellImages images = new(notebook.Folder, null);
    private readonly long begun = options.Clock.GetTimestamp();
    private int current = -1;

    public async Task<ExecutedNotebook> RunAsync(CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Path));
        if (Directory.Exists(folder))
        {
            using var process = NotebookProcess.Start(notebook, options);
            await WithinLimitsAsync(process, cancellation);
        }
        else
        {
            Fail(CellEvent.ProcessEnded, $"could not begin: {folder}, the folder of the notebook, is gone");
        }
        result.Elapsed = options.Clock.GetElapsedTime(begun);
        return result;
    }

    private async Task WithinLimitsAsync(NotebookProcess process, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, options.Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var exceeds = process.ExceedsAsync(options.MemoryBytes, watching.Token);
        var follows = FollowAsync(process, timeout, limit.Token);
        if (await Task.WhenAny(follows, exceeds) == exceeds && exceeds.IsCompletedSuccessfully)
        {
            await limit.CancelAsync();
        }
        await watching.CancelAsync();
        try
        {
            await follows;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var (name, what) = exceeds.IsCompletedSuccessfully
                ? (CellEvent.MemoryLimit, $"used more than {options.Memory} MB of memory and was stopped; allow more with --memory")
                : (CellEvent.Timeout, $"ran longer than {options.Timeout.TotalSeconds:0} s and was stopped; allow more with --timeout");
            Fail(name, what);
        }
    }

    private async Task FollowAsync(NotebookProcess process, CancellationTokenSource timeout, CancellationToken limit)
    {
        while (result.FailedCell is null && result.FinishedCells < result.CodeCells.Count)
        {
            CellEvent? item;
            do
            {
                item = await process.NextAsync(limit);
                Take(item);
            }
            while (item is CellEvent.Printed or CellEvent.LeftOut or CellEvent.Shown);
            if (item is null)
            {
                Fail(CellEvent.ProcessEnded, $"ended the process of the notebook, {await process.EndingAsync()}");
                return;
            }
            timeout.CancelAfter(options.Timeout);
        }
        await process.EndAsync();
    }

    private void Take(CellEvent? item)
    {
        if (item is null)
        {
            return;
        }
        if (item is CellEvent.Started)
        {
            current++;
        }
        // As the file is now: a later cell may change it.
        item = item is CellEvent.Shown { Html: { } html, Figure: null } shown ? shown with { Html = images.EmbedInHtml(html) } : item;
        // A cell may update a value that an earlier cell displays.
        (result.CodeCells.FirstOrDefault(cell => cell.Updates(item)) ?? result.CodeCells[current]).Add(item);
        onEvent(item);
    }

    private void Fail(string name, string what)
    {
        var cell = result.CodeCells[Math.Max(current, 0)];
        var message = $"cell {cell.Number} {what}";
        cell.Add(new CellEvent.Failed(
            name, message, CellFailure.Beginning(notebook.FileName, cell.Cell), [$"{cell.Cell.PlaceIn(notebook.FileName)}, line {cell.Cell.FirstLine}: {message}."]));
    }
}

/// <summary>How notebooks are run.</summary>
/// <param name="Environment">Environment variables for the process of a notebook.</param>
/// <param name="Timeout">The time limit of a cell.</param>
/// <param name="Memory">The memory limit of a notebook's process and its descendants together, in megabytes.</param>
/// <param name="Clock">The clock.</param>
internal sealed record RunOptions(Func<Notebook, IReadOnlyDictionary<string, string?>> Environment, TimeSpan Timeout, int Memory, TimeProvider Clock)
{
    public long MemoryBytes => (long)Memory << 20;
}
