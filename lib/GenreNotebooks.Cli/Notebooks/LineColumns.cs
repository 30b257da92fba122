using System.Globalization;
using GenreNotebooks.Files;
using Spectre.Console.Rendering;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The columns of a run's lines: name, title, seconds, end. Without room for all, the title goes first, then the end of the name.</summary>
internal sealed class LineColumns
{
    private const int Gap = 2, WidestTitle = 40, NarrowestTitle = 10, WidestEnd = 17;

    private readonly int ofName, ofTitle;

    public LineColumns(IReadOnlyCollection<Notebook> notebooks) =>
        (ofName, ofTitle) = (notebooks.Max(notebook => Width(NameOf(notebook))), Math.Min(WidestTitle, notebooks.Max(notebook => Width(TitleOf(notebook)))));

    /// <summary>The name without characters that a terminal would obey.</summary>
    public static string NameOf(Notebook notebook) => MessageText.Shortened(notebook.Name);

    /// <summary>The title, likewise; none where there is only a name.</summary>
    public static string TitleOf(Notebook notebook) => notebook.Title is var title && title == notebook.Name ? "" : MessageText.Shortened(title);

    /// <summary>The columns that stay as they are.</summary>
    public string Begin(string name, string title, int width)
    {
        var room = width - Width(Rest(TimeSpan.Zero, "")) - WidestEnd;
        var forTitle = Math.Min(ofTitle, room - ofName - Gap);
        return forTitle < Math.Min(ofTitle, NarrowestTitle)
            ? Fit(name, Math.Min(ofName, room))
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

    // Some characters take two cells of a terminal.
    private static int Width(string text) => new Segment(text).CellCount();
}
