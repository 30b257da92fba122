using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A notebook after its run: all cells, with outputs up to the one that failed.</summary>
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

    /// <summary>Whether it was executed by an earlier run and comes from a checkpoint.</summary>
    public bool IsFound { get; init; }

    public ExecutedCell? FailedCell => CodeCells.FirstOrDefault(cell => cell.Failure is not null);

    public int FinishedCells => CodeCells.Count(cell => cell.Finished);

    /// <summary>The charts in the order shown.</summary>
    public IEnumerable<CellEvent.Shown> Figures => CodeCells.SelectMany(cell => cell.Outputs).OfType<CellEvent.Shown>().Where(shown => shown.Figure is not null);
}

/// <summary>A cell and its outputs; <paramref name="number"/> counts code cells from 1 and is null for Markdown.</summary>
internal sealed class ExecutedCell(NotebookCell cell, int? number)
{
    private readonly List<CellEvent> outputs = [];

    /// <summary>The last output, while it is text that may go on.</summary>
    private readonly StringBuilder text = new();
    private string? stream;

    /// <summary>The text that was cut, and its length before the line that says so.</summary>
    private (int Output, int Length)? cut;

    public NotebookCell Cell { get; } = cell;

    public int? Number { get; } = number;

    public bool Started { get; private set; }

    public bool Finished { get; private set; }

    public CellEvent.Failed? Failure { get; private set; }

    public IReadOnlyList<CellEvent> Outputs
    {
        get
        {
            EndText();
            return outputs;
        }
    }

    /// <summary>Whether this replaces a value that the cell displays.</summary>
    public bool Updates(CellEvent item) => item is CellEvent.Shown shown && Find(shown) >= 0;

    public void Add(CellEvent item)
    {
        Started = true;
        Finished |= item is CellEvent.Finished;
        Failure ??= item as CellEvent.Failed;
        switch (item)
        {
            case CellEvent.Printed printed:
                Print(printed);
                break;
            case CellEvent.LeftOut leftOut:
                CutShort(leftOut);
                break;
            case CellEvent.Shown shown when Find(shown) is >= 0 and var place:
                outputs[place] = shown;
                break;
            case CellEvent.Shown or CellEvent.Failed:
                EndText();
                outputs.Add(item);
                break;
        }
    }

    private int Find(CellEvent.Shown shown) =>
        shown.Display is { } number ? outputs.FindIndex(item => item is CellEvent.Shown { Display: var other } && other == number) : -1;

    private void Print(CellEvent.Printed more)
    {
        if (stream != more.Stream)
        {
            EndText();
            stream = more.Stream;
        }
        text.Append(more.Text);
    }

    private void CutShort(CellEvent.LeftOut leftOut)
    {
        EndText();
        int output = cut?.Output ?? outputs.FindLastIndex(item => item is CellEvent.Printed);
        var printed = (CellEvent.Printed)outputs[output];
        cut ??= (output, printed.Text.Length);
        var kept = printed.Text[..cut.Value.Length];
        outputs[output] = printed with { Text = $"{kept}{(kept.EndsWith('\n') ? "" : "\n")}{leftOut.Note()}" };
    }

    private void EndText()
    {
        if (stream is null)
        {
            return;
        }
        var printed = new CellEvent.Printed(stream, text.ToString());
        if (outputs.LastOrDefault() is CellEvent.Printed last && last.Stream == stream)
        {
            outputs[^1] = last with { Text = last.Text + printed.Text };
        }
        else
        {
            outputs.Add(printed);
        }
        text.Clear();
        stream = null;
    }
}
