using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Shows what the cells of a notebook print, for <c>run --verbose</c>: a heading for each cell, and indented lines below it.</summary>
/// <param name="writeLine">Writes a line.</param>
internal sealed class CellLines(Action<string> writeLine)
{
    private readonly StringBuilder part = new();

    /// <param name="item">What the notebook's process tells.</param>
    /// <param name="heading">That of the running cell.</param>
    public void Take(CellEvent item, string heading)
    {
        switch (item)
        {
            case CellEvent.Started:
                End();
                writeLine($"  {heading}");
                break;
            case CellEvent.Printed printed:
                Print(printed.Text);
                break;
            case CellEvent.LeftOut { IsAll: true } leftOut:
                End();
                Print(leftOut.Note());
                break;
        }
    }

    /// <summary>Writes the beginning of a line that waits for its end.</summary>
    public void End()
    {
        if (part.Length > 0)
        {
            WriteLine();
        }
    }

    private void Print(string text)
    {
        foreach (var c in text)
        {
            if (c == '\n')
            {
                WriteLine();
            }
            // Control characters would move the cursor or colour the terminal.
            else if (!char.IsControl(c) || c == '\t')
            {
                part.Append(c);
            }
        }
    }

    private void WriteLine()
    {
        writeLine($"    {part}");
        part.Clear();
    }
}
