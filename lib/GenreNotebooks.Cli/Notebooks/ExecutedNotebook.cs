namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A notebook after its run: every cell, with outputs up to the one that failed.</summary>
internal sealed class ExecutedNotebook
{
    public ExecutedNotebook(Notebook notebook)
    {
        Notebook = notebook;
        int number = 0;
        Cells = [.. notebook.Cells.Select(cell => new ExecutedCell(cell, cell.Kind == CellKind.Code ? ++number : null))];
        CodeCells = [.. Cells.Where(cell => cell.Number is not null)];
    }

    public Notebook Notebook { get; }

    public IReadOnlyList<ExecutedCell> Cells { get; }

    public IReadOnlyList<ExecutedCell> CodeCells { get; }

    public TimeSpan Elapsed { get; set; }

    /// <summary>Whether an earlier run executed it, and this one only found it.</summary>
    public bool IsFound { get; init; }

    public ExecutedCell? FailedCell => CodeCells.FirstOrDefault(cell => cell.Failure is not null);

    public int FinishedCells => CodeCells.Count(cell => cell.Finished);

    /// <summary>The charts, in the order they were shown.</summary>
    public IEnumerable<CellEvent.Shown> Figures => CodeCells.SelectMany(cell => cell.Outputs).OfType<CellEvent.Shown>().Where(shown => shown.Figure is not null);
}
