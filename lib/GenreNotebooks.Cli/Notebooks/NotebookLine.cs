using System.Globalization;
using GenreNotebooks.Files;
using Spectre.Console.Rendering;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The line of a notebook: name, title, seconds, and its state.</summary>
/// <param name="notebook">The notebook.</param>
/// <param name="columns">The columns, the same for all notebooks of a run.</param>
/// <param name="time">The clock; the seconds count from here.</param>
/// <param name="doing">The state before the first cell.</param>
internal sealed class NotebookLine(Notebook notebook, LineColumns columns, TimeProvider time, string doing = "starting")
{
    private readonly string title = LineColumns.TitleOf(notebook);
    private readonly long start = time.GetTimestamp();
    private readonly int cells = notebook.CodeCells.Count();
    private volatile int cell;

    public string Name { get; } = LineColumns.NameOf(notebook);

    /// <summary>The line above the text that a cell prints.</summary>
    public string Heading => string.Create(CultureInfo.InvariantCulture, $"{Name} {Doing}  {Elapsed.TotalSeconds:0.0} s");

    private TimeSpan Elapsed => time.GetElapsedTime(start);

    private string Doing => cell is > 0 and var number ? $"cell {number}/{cells}" : doing;

    public void Take(CellEvent item) => cell += item is CellEvent.Started ? 1 : 0;

    public string Running(int width) => columns.Write(Name, title, Elapsed, Doing, width);

    /// <param name="executed">The executed notebook; null if the run was stopped.</param>
    /// <param name="width">The widest line, in terminal cells.</param>
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
        return columns.Write(Name, title, executed?.Elapsed ?? Elapsed, end, width);
    }
}

/// <summary>The columns of a run's lines: name, title, seconds, state. In a narrow terminal the title goes first, then the end of the name.</summary>
internal sealed class LineColumns
{
    private const int Gap = 2, WidestTitle = 40, NarrowestTitle = 10, NarrowestName = 4, WidestEnd = 17;

    private readonly int ofName, ofTitle;

    public LineColumns(IReadOnlyCollection<Notebook> notebooks) =>
        (ofName, ofTitle) = (notebooks.Max(notebook => Width(NameOf(notebook))), Math.Min(WidestTitle, notebooks.Max(notebook => Width(TitleOf(notebook)))));

    /// <summary>The name without control characters.</summary>
    public static string NameOf(Notebook notebook) => MessageText.Shortened(notebook.Name);

    /// <summary>The title without control characters; empty if it is the name.</summary>
    public static string TitleOf(Notebook notebook) => notebook.Title is var title && title == notebook.Name ? "" : MessageText.Shortened(title);

    /// <summary>Name and title.</summary>
    public string Begin(string name, string title, int width)
    {
        var room = width - Width(Rest(TimeSpan.Zero, "")) - WidestEnd;
        var forTitle = Math.Min(ofTitle, room - ofName - Gap);
        return forTitle < Math.Min(ofTitle, NarrowestTitle)
            ? Fit(name, Math.Min(ofName, Math.Max(room, NarrowestName)))
            : Fit(name, ofName + Gap) + Fit(title, forTitle);
    }

    /// <summary>A whole line.</summary>
    public string Write(string name, string title, TimeSpan elapsed, string end, int width) => Cut(Begin(name, title, width) + Rest(elapsed, end), width);

    private static string Rest(TimeSpan elapsed, string end) => string.Create(CultureInfo.InvariantCulture, $"  {elapsed.TotalSeconds,5:0.0} s  {end}");

    private static string Fit(string text, int width)
    {
        var cut = Cut(text, width);
        return cut + new string(' ', Math.Max(0, width - Width(cut)));
    }

    private static string Cut(string text, int width) =>
        width <= 0 ? "" : Width(text) <= width ? text : Segment.Truncate(new Segment(text), width - 1)?.Text + "…";

    // Some characters take two terminal cells.
    private static int Width(string text) => new Segment(text).CellCount();
}
