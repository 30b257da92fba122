using System.Globalization;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The line of one notebook: name, title, seconds, and what it is doing or how it ended.</summary>
/// <param name="notebook">The notebook.</param>
/// <param name="columns">The columns, alike for all notebooks of a run.</param>
/// <param name="time">The clock; it starts here.</param>
/// <param name="doing">What the notebook is doing before its first cell.</param>
internal sealed class NotebookLine(Notebook notebook, LineColumns columns, TimeProvider time, string doing = "starting")
{
    private readonly string name = LineColumns.NameOf(notebook), title = LineColumns.TitleOf(notebook);
    private readonly long start = time.GetTimestamp();
    private readonly int cells = notebook.CodeCells.Count();
    private volatile int cell;

    /// <summary>The line above what a cell prints.</summary>
    public string Heading => string.Create(CultureInfo.InvariantCulture, $"{name} {Doing}  {Elapsed.TotalSeconds:0.0} s");

    private TimeSpan Elapsed => time.GetElapsedTime(start);

    private string Doing => cell is > 0 and var number ? $"cell {number}/{cells}" : doing;

    public void Take(CellEvent item) => cell += item is CellEvent.Started ? 1 : 0;

    /// <summary>Name and title, with which each of the lines below begins.</summary>
    public string Beginning(int width) => columns.Begin(name, title, width);

    public string Running(int width) => columns.Write(name, title, Elapsed, Doing, width);

    /// <param name="executed">The notebook after its run; null if the run was stopped.</param>
    /// <param name="width">What the line may take, in cells of a terminal.</param>
    public string Ended(ExecutedNotebook? executed, int width)
    {
        var all = cells == 1 ? "1 cell" : $"{cells} cells";
        var end = executed switch
        {
            null => "stopped",
            { FailedCell: { } failed } => $"failed in cell {failed.Number}",
            { IsFound: true } => $"found, {all}",
            _ => $"ok, {all}",
        };
        return columns.Write(name, title, executed?.Elapsed ?? Elapsed, end, width);
    }
}
