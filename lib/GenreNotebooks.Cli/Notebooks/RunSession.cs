namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Runs notebooks one after the other, writes what each puts out, and keeps it in case the run does not come to its end.</summary>
internal sealed class RunSession(
    RunOptions options, IReadOnlyList<IRunOutput> results, KeptNotebooks? kept, RunDisplay display, TextWriter output, TextWriter error)
{
    private readonly long begun = options.Clock.GetTimestamp();
    private readonly List<ExecutedNotebook> done = [];

    /// <summary>Whether every cell of every notebook ran.</summary>
    public async Task<bool> RunAsync(IReadOnlyList<Notebook> notebooks, CancellationToken cancellation)
    {
        var allWell = false;
        try
        {
            foreach (var notebook in notebooks)
            {
                await RunAsync(notebook, cancellation);
            }
            allWell = done.All(result => result.FailedCell is null);
            return allWell;
        }
        finally
        {
            RunReport.Summarise(done, options.Clock.GetElapsedTime(begun), results, output);
            EndKeeping(notebooks, allWell);
        }
    }

    private async Task RunAsync(Notebook notebook, CancellationToken cancellation)
    {
        var found = kept?.Find(notebook);
        var executed = await display.ShowAsync(
            notebook, onEvent => found is null ? new NotebookRun(notebook, options, onEvent).RunAsync(cancellation) : Task.FromResult(found));
        if (executed is { IsFound: false, FailedCell: null })
        {
            // Before its results: what is kept makes them again.
            kept?.Keep(executed);
        }
        done.Add(executed);
        RunReport.Explain(executed, error);
        await display.ShowWritingAsync(notebook, () =>
        {
            foreach (var result in results)
            {
                result.Write(executed);
            }
        });
    }

    private void EndKeeping(IReadOnlyList<Notebook> notebooks, bool allWell)
    {
        if (allWell)
        {
            kept?.Drop(notebooks);
        }
        else if (kept is { IsEmpty: false })
        {
            output.WriteLine($"Finished notebooks are kept in {ShownPath.Of(kept.Folder)}: the same command with --resume goes on from there.");
        }
    }
}
