using System.Text;
using Spectre.Console;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Shows a run: a line for each notebook when it ends. On a terminal the lines of the running notebooks stand below, with their
/// seconds ticking.
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
    private readonly Lock gate = new();
    private readonly List<NotebookLine> running = [];
    private ITimer? ticks;

    // A terminal may wrap a line that reaches its last cell.
    private int Width => terminal is null ? int.MaxValue : terminal.Profile.Width - 1;

    /// <summary>Shows a notebook while it runs, and how it ended.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="run">Runs it and reports its events.</param>
    public async Task<ExecutedNotebook> ShowAsync(Notebook notebook, Func<Action<CellEvent>, Task<ExecutedNotebook>> run)
    {
        var line = new NotebookLine(notebook, columns, time);
        var cells = verbose ? new CellLines(line.Name, text => WriteAbove(text)) : null;
        ExecutedNotebook? executed = null;
        Begin(line);
        Draw();
        try
        {
            return executed = await run(item =>
            {
                line.Take(item);
                cells?.Take(item, line.Heading);
            });
        }
        finally
        {
            cells?.End();
            End(line);
            WriteAbove(line.Ended(executed, Width), executed?.FailedCell is null ? Style.Plain : new Style(Color.Red));
        }
    }

    /// <summary>Shows on a terminal that results are being written, which takes long if a browser draws images.</summary>
    public async Task ShowWritingAsync(Notebook notebook, Action write)
    {
        var line = new NotebookLine(notebook, columns, time, "writing results");
        Begin(line);
        try
        {
            await Task.Run(write);
        }
        finally
        {
            End(line);
            Draw();
        }
    }

    /// <summary>Writes elsewhere on the same terminal, above the lines of the running notebooks.</summary>
    public void Pause(Action write)
    {
        lock (gate)
        {
            terminal?.WriteAnsi(screen => screen.Write("\r").EraseInDisplay());
            write();
            Draw();
        }
    }

    private void Begin(NotebookLine line)
    {
        lock (gate)
        {
            running.Add(line);
            ticks ??= terminal is null ? null : time.CreateTimer(_ => Draw(), null, Tick, Tick);
        }
    }

    private void End(NotebookLine line)
    {
        lock (gate)
        {
            running.Remove(line);
            if (running.Count == 0)
            {
                ticks?.Dispose();
                ticks = null;
            }
        }
    }

    private void WriteAbove(string text, Style? style = null)
    {
        lock (gate)
        {
            if (terminal is null)
            {
                output.WriteLine(text);
                output.Flush();
            }
            else
            {
                terminal.WriteAnsi(screen => Draw(screen.Write("\r").EraseInDisplay().Write(text, style ?? Style.Plain).WriteLine()));
            }
        }
    }

    private void Draw()
    {
        lock (gate)
        {
            terminal?.WriteAnsi(Draw);
        }
    }

    // Not with Spectre's Live: when the window becomes narrower, that clears the screen and the scrollback. The cursor waits where
    // the first line begins: there it also stays when the terminal wraps lines that have become too long for it.
    private void Draw(AnsiWriter screen)
    {
        var lines = running.Take(Math.Max(1, terminal!.Profile.Height - 1)).Select(line => line.Running(Width)).ToList();
        for (int i = 0; i < lines.Count; i++)
        {
            screen.Write(i == 0 ? "\r" : Environment.NewLine).Write(lines[i]).EraseInLine();
        }
        screen.EraseInDisplay().Write("\r");
        if (lines.Count > 1)
        {
            screen.CursorUp(lines.Count - 1);
        }
    }
}

/// <summary>Shows what the cells of a notebook print, for <c>run --verbose</c>: a heading per cell, lines that name the notebook below it.</summary>
internal sealed class CellLines(string name, Action<string> writeLine)
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
            writeLine($"    {name} | {line}");
        }
        part.Clear();
    }
}
