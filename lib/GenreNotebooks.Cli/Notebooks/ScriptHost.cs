using System.Globalization;
using System.IO.Pipes;
using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The process of one notebook: takes the cells from standard input, runs them, and tells what happens through a pipe.</summary>
internal static class ScriptHost
{
    private const int Reserved = 8 << 20;

    /// <summary>Memory for what is left to do after a cell has used up all there is.</summary>
    private static byte[]? reserve;

    public static async Task RunAsync(string pipeHandle)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var family = ProcessFamily.BeginHere();
        var request = ReadRequest(family);
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

    private static NotebookRequest ReadRequest(ProcessFamily family)
    {
        var input = new StreamReader(Console.OpenStandardInput());
        var line = input.ReadLine() ?? throw new InputException("This verb is for 'run', which starts it: use 'run NOTEBOOK'.");
        Console.SetIn(TextReader.Null);
        new Thread(() => EndWith(input, family)) { IsBackground = true }.Start();
        return JsonSerializer.Deserialize<NotebookRequest>(line)!;
    }

    // Standard input stays open for as long as the starting process lives; nobody reads our events after it.
    private static void EndWith(StreamReader input, ProcessFamily family)
    {
        input.ReadToEnd();
        family.End();
    }
}
