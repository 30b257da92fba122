using System.Globalization;
using System.Text;
using Spectre.Console;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Says how far a run is: one line that changes on a terminal, plain lines elsewhere, and what the notebook prints.</summary>
internal sealed class RunProgress(TextWriter output, IAnsiConsole? terminal)
{
    private const string Indent = "    ";
    private readonly StringBuilder partLine = new();
    private StatusContext? status;

    public Task<ExecutedNotebook> ShowAsync(Notebook notebook, Func<Task<ExecutedNotebook>> run)
    {
        if (terminal is null)
        {
            output.WriteLine($"{notebook.Name}: {notebook.Title}");
            return run();
        }
        terminal.MarkupLineInterpolated($"[bold]{notebook.Name}[/]: {notebook.Title}");
        return terminal.Status().StartAsync("starting", context =>
        {
            status = context;
            return run();
        });
    }

    public void Cell(Notebook notebook, int number, int count, TimeSpan elapsed)
    {
        EndLine();
        var text = string.Create(CultureInfo.InvariantCulture, $"{notebook.Name} cell {number}/{count}  {elapsed.TotalSeconds:0.0} s");
        if (status is not null)
        {
            status.Status = Markup.Escape(text);
        }
        else
        {
            output.WriteLine($"  {text}");
        }
    }

    /// <summary>Says that an earlier run finished it.</summary>
    public void Found(Notebook notebook) => output.WriteLine($"{notebook.Name}: {notebook.Title}\n  found: an earlier run finished it, with the same cells, data and build");

    /// <summary>Prints whole lines; the beginning of a line waits for its end.</summary>
    public void Print(string text)
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
                partLine.Append(c);
            }
        }
    }

    public void EndLine()
    {
        if (partLine.Length > 0)
        {
            WriteLine();
        }
    }

    private void WriteLine()
    {
        var text = Indent + partLine;
        partLine.Clear();
        if (terminal is null)
        {
            output.WriteLine(text);
        }
        else
        {
            terminal.WriteLine(text);
        }
    }
}
