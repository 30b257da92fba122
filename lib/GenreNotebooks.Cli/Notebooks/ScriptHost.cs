using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The process of one notebook: takes the cells from standard input, runs them, and tells what happens through a pipe.</summary>
internal static class ScriptHost
{
    public static async Task RunAsync(string pipeHandle)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var request = ReadRequest();
        using var pipe = new AnonymousPipeClientStream(PipeDirection.Out, pipeHandle);
        var events = new EventWriter(pipe);
        Console.SetOut(new CellConsole(events, "stdout"));
        Console.SetError(new CellConsole(events, "stderr"));
        var scripts = new CellScripts(request.FileName);
        foreach (var cell in request.Cells)
        {
            events.Send(new CellEvent.Started());
            var end = await RunAsync(scripts, cell, request.FileName, events);
            events.Send(end);
            if (end is CellEvent.Failed)
            {
                return;
            }
        }
    }

    private static async Task<CellEvent> RunAsync(CellScripts scripts, NotebookCell cell, string fileName, EventWriter events)
    {
        try
        {
            if (await scripts.RunAsync(cell) is { } value)
            {
                events.Send(CellValue.Show(value));
            }
            return new CellEvent.Finished();
        }
        catch (Exception exception)
        {
            return CellFailure.Of(exception, fileName, cell);
        }
    }

    private static NotebookRequest ReadRequest()
    {
        var input = new StreamReader(Console.OpenStandardInput());
        var line = input.ReadLine() ?? throw new InputException("This verb is for 'run', which starts it: use 'run NOTEBOOK'.");
        Console.SetIn(TextReader.Null);
        new Thread(() => EndWith(input)) { IsBackground = true }.Start();
        return JsonSerializer.Deserialize<NotebookRequest>(line)!;
    }

    // Standard input stays open for as long as the starting process lives; nobody reads our events after it.
    private static void EndWith(StreamReader input)
    {
        input.ReadToEnd();
        Process.GetCurrentProcess().Kill();
    }
}
