namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A cell and what it put out; <paramref name="number"/> counts code cells from 1 and is null for Markdown.</summary>
internal sealed class ExecutedCell(NotebookCell cell, int? number)
{
    private readonly List<CellEvent> outputs = [];

    public NotebookCell Cell { get; } = cell;

    public int? Number { get; } = number;

    public bool Started { get; private set; }

    public bool Finished { get; private set; }

    public IReadOnlyList<CellEvent> Outputs => outputs;

    public CellEvent.Failed? Failure => outputs.OfType<CellEvent.Failed>().FirstOrDefault();

    public void Add(CellEvent item)
    {
        Started = true;
        Finished |= item is CellEvent.Finished;
        if (item is CellEvent.Printed more && outputs.LastOrDefault() is CellEvent.Printed last && last.Stream == more.Stream)
        {
            outputs[^1] = last with { Text = last.Text + more.Text };
        }
        else if (item is CellEvent.Printed or CellEvent.Shown or CellEvent.Failed)
        {
            outputs.Add(item);
        }
    }
}
