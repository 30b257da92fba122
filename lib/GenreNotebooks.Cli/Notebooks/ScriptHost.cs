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
        using var pipe = new AnonymousPipeClientStream(PipeDirection.Out, pipeHandle);
        var events = new EventWriter(pipe);
        var request = ReadRequest();
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
        var request = JsonSerializer.Deserialize<NotebookRequest>(input.ReadLine() ?? "null")
            ?? throw new InputException("This verb is called by 'run', not by hand: use 'run NOTEBOOK'.");
        Console.SetIn(TextReader.Null);
        // Standard input stays open for as long as the starting process lives; nobody is there to read our events after it.
        new Thread(() =>
        {
            input.ReadToEnd();
            Process.GetCurrentProcess().Kill();
        })
        { IsBackground = true }.Start();
        return request;
    }
}
