using System.Globalization;
using System.IO.Pipes;
using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The process of one notebook: reads the cells from standard input, runs them, and sends events through a pipe.</summary>
internal static class ScriptHost
{
    private const int Reserved = 8 << 20;

    /// <summary>Memory to finish with after a cell has used up all there is.</summary>
    private static byte[]? reserve;

    public static async Task RunAsync(string pipeHandle)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var processes = ProcessTree.BeginHere();
        var request = ReadRequest(processes);
        using var pipe = new AnonymousPipeClientStream(PipeDirection.Out, pipeHandle);
        var events = new EventWriter(pipe);
        var printing = new CellPrinting(events);
        Console.SetOut(new CellConsole(printing, "stdout"));
        Console.SetError(new CellConsole(printing, "stderr"));
        var displays = new CellDisplays(events);
        NotebookEngine.Current = displays;
        EngineFormatting.ShowOn(displays);
        reserve = new byte[Reserved];
        var scripts = new CellScripts(request.FileName);
        foreach (var cell in request.Cells)
        {
            printing.Begin();
            displays.Begin();
            var end = await RunAsync(scripts, cell, request.FileName, displays);
            printing.End(end);
            if (end is CellEvent.Failed)
            {
                return;
            }
        }
    }

    private static async Task<CellEvent> RunAsync(CellScripts scripts, NotebookCell cell, string fileName, CellDisplays displays)
    {
        try
        {
            displays.End(await scripts.RunAsync(cell));
            return new CellEvent.Finished();
        }
        catch (Exception exception)
        {
            reserve = null;
            displays.Abandon();
            return CellFailure.Of(exception, fileName, cell);
        }
    }

    private static NotebookRequest ReadRequest(ProcessTree processes)
    {
        var input = new StreamReader(Console.OpenStandardInput());
        var line = input.ReadLine() ?? throw new InputException("This verb is for 'run', which starts it: use 'run NOTEBOOK'.");
        Console.SetIn(TextReader.Null);
        new Thread(() => KillWith(input, processes)) { IsBackground = true }.Start();
        return JsonSerializer.Deserialize<NotebookRequest>(line)!;
    }

    // Standard input stays open as long as the parent lives; without it nobody reads the events.
    private static void KillWith(StreamReader input, ProcessTree processes)
    {
        input.ReadToEnd();
        processes.Kill();
    }
}

/// <summary>The cells for the process of a notebook, one JSON line on its standard input.</summary>
internal sealed record NotebookRequest(string FileName, IReadOnlyList<NotebookCell> Cells);
