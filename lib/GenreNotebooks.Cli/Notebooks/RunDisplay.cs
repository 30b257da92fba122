using System.Text;
using Spectre.Console;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Shows a run, one line per notebook. On a terminal the line of the running notebook shows the seconds ticking; elsewhere it is
/// written in two parts, when the notebook starts and when it ends.
/// </summary>
/// <param name="notebooks">The notebooks of the run.</param>
/// <param name="output">Where lines go without a terminal.</param>
/// <param name="terminal">The terminal or null; thread-safe.</param>
/// <param name="verbose">Whether to show what cells print.</param>
/// <param name="time">The clock.</param>
internal sealed class RunDisplay(IReadOnlyCollection<Notebook> notebooks, TextWriter output, IAnsiConsole? terminal, bool verbose, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly LineColumns columns = new(notebooks);

    // A terminal may wrap a line that reaches its last cell.
    private int Width => terminal is null ? int.MaxValue : terminal.Profile.Width - 1;

    /// <summary>Shows a notebook while it runs, and how it ended.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="run">Runs it and reports its events.</param>
    public async Task<ExecutedNotebook> ShowAsync(Notebook notebook, Func<Action<CellEvent>, Task<ExecutedNotebook>> run)
    {
        var line = new NotebookLine(notebook, columns, time);
        var cells = verbose ? new CellLines(text => WriteAbove(line, text)) : null;
        ExecutedNotebook? executed = null;
        Begin(line);
        try
        {
            await using var ticks = StartTicks(line);
            return executed = await run(item =>
            {
                line.Take(item);
                cells?.Take(item, line.Heading);
            });
        }
        finally
        {
            cells?.End();
            End(line, executed);
        }
    }

    /// <summary>Shows on a terminal that results are being written, which takes long if a browser draws images.</summary>
    public async Task ShowWritingAsync(Notebook notebook, Action write)
    {
        try
        {
            await using var ticks = StartTicks(new NotebookLine(notebook, columns, time, "writing results"));
            write();
        }
        finally
        {
            terminal?.WriteAnsi(screen => screen.Write("\r").EraseInLine());
        }
    }

    private ITimer? StartTicks(NotebookLine line) => terminal is null ? null
        : time.CreateTimer(_ => terminal.WriteAnsi(screen => Draw(line, screen)), null, Tick, Tick);

    // Not with Spectre's Live: when the window becomes narrower, that clears the screen and the scrollback.
    private void Draw(NotebookLine line, AnsiWriter screen) => screen.Write("\r").Write(line.Running(Width)).EraseInLine();

    private void Begin(NotebookLine line)
    {
        if (terminal is null)
        {
            output.Write(verbose ? line.Beginning(Width).TrimEnd() + output.NewLine : line.Beginning(Width));
            output.Flush();
        }
        else
        {
            terminal.WriteAnsi(screen => Draw(line, screen));
        }
    }

    private void End(NotebookLine line, ExecutedNotebook? executed)
    {
        var text = line.Ended(executed, Width);
        if (terminal is null)
        {
            output.WriteLine(verbose ? text : text[line.Beginning(Width).Length..]);
        }
        else
        {
            var style = executed?.FailedCell is null ? Style.Plain : new Style(Color.Red);
            terminal.WriteAnsi(screen => screen.Write("\r").Write(text, style).EraseInLine().WriteLine());
        }
    }

    private void WriteAbove(NotebookLine line, string text)
    {
        if (terminal is null)
        {
            output.WriteLine(text);
        }
        else
        {
            terminal.WriteAnsi(screen => Draw(line, screen.Write("\r").EraseInLine().WriteLine(text)));
        }
    }
}

/// <summary>Shows what the cells of a notebook print, for <c>run --verbose</c>: a heading per cell, indented lines below it.</summary>
internal sealed class CellLines(Action<string> writeLine)
{
    private readonly StringBuilder part = new();

    /// <param name="item">The event.</param>
    /// <param name="heading">The heading of the running cell.</param>
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

    /// <summary>Writes the unfinished line, if any.</summary>
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
            else
            {
                part.Append(c);
            }
        }
    }

    // Control characters could move the cursor or set colours.
    private void WriteLine()
    {
        foreach (var line in TerminalText.ToPlain(part.ToString()).Split('\n'))
        {
            writeLine($"    {line}");
        }
        part.Clear();
    }
}
