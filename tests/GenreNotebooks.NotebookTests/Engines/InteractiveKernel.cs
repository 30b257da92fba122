using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GenreNotebooks.Tests.Packaging;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>One running engine. It gets commands as lines of JSON and answers with events, in .NET Interactive's own words.</summary>
internal sealed class InteractiveKernel : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task reading;
    private readonly Task<string> errors;
    private readonly ConcurrentDictionary<string, CellRun> cells = new();
    private int commands;

    private InteractiveKernel(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
        reading = ReadAsync();
    }

    /// <summary>Starts an engine.</summary>
    /// <param name="engine">Which one.</param>
    /// <param name="home">Its home folder.</param>
    /// <param name="folder">The folder that it works in; by default the one of the notebooks.</param>
    /// <param name="variables">More variables of its environment.</param>
    public static InteractiveKernel Start(Engine engine, EngineHome home, string? folder = null, params (string Name, string Value)[] variables)
    {
        folder ??= Repository.File("notebooks");
        var start = engine == Engine.Stdio
            ? home.Command("dotnet", EngineTools.Interactive, "stdio", "--working-dir", folder)
            : Jupyter.Python(home, "kernel.py");
        start.WorkingDirectory = folder;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }
        return new(start);
    }

    /// <summary>Runs a cell to its end.</summary>
    public Task<CellRun> SubmitAsync(string code) => Begin(code).EndAsync();

    /// <summary>Runs cells, each of which must succeed.</summary>
    public async Task<IReadOnlyList<CellRun>> RunAsync(params IReadOnlyList<string> codes)
    {
        var runs = new List<CellRun>();
        foreach (var code in codes)
        {
            runs.Add((await SubmitAsync(code)).AssertSucceeded(code));
        }
        return runs;
    }

    /// <summary>Sends a cell, and does not wait for its end.</summary>
    public CellRun Begin(string code) => Send("SubmitCode", new { code, targetKernelName = "csharp" });

    /// <summary>Stops what runs, as the editor's button does.</summary>
    public Task<CellRun> CancelAsync() => Send("Cancel", new { targetKernelName = "csharp" }).EndAsync();

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await Task.WhenAll(reading, errors);
        process.Dispose();
    }

    private CellRun Send(string commandType, object command)
    {
        var token = Interlocked.Increment(ref commands).ToString(CultureInfo.InvariantCulture);
        var cell = cells[token] = new();
        process.StandardInput.WriteLine(JsonSerializer.Serialize(new { commandType, command, token, routingSlip = Array.Empty<string>() }));
        process.StandardInput.Flush();
        return cell;
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                Note(line);
            }
        }
        var failure = await errors;
        var last = new EngineEvent("CommandFailed", JsonSerializer.SerializeToElement(new { message = $"The engine has ended. {failure}" }));
        foreach (var cell in cells.Values.Where(cell => !cell.Events.Any(one => one.IsEnd)))
        {
            cell.Add(last);
        }
    }

    private void Note(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        if (root.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.Object
            && command.TryGetProperty("token", out var token) && cells.TryGetValue(token.GetString() ?? "", out var cell))
        {
            cell.Add(new(root.GetProperty("eventType").GetString()!, root.GetProperty("event").Clone()));
        }
    }
}
