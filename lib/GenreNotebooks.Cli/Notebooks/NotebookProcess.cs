using System.Diagnostics;
using System.IO.Pipes;
using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Runs one notebook in a process of its own: a running cell cannot be stopped from within its process, and a cell may
/// end its process. Events come through a pipe, so that nothing printed is taken for one.
/// </summary>
internal sealed class NotebookProcess : IDisposable
{
    private static readonly Lock StartLock = new();
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly AnonymousPipeServerStream pipe;
    private readonly StreamReader events;
    private readonly CancellationTokenSource ended = new();
    private readonly TaskCompletionSource<string> firstError = new();

    private NotebookProcess(ProcessStartInfo start)
    {
        // One at a time: another child started in between would inherit the pipe and keep it open.
        lock (StartLock)
        {
            pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            start.ArgumentList.Add(pipe.GetClientHandleAsString());
            process = Process.Start(start)!;
            pipe.DisposeLocalCopyOfClientHandle();
        }
        events = new StreamReader(pipe);
        // A process that the notebook left behind may hold the pipe open after the end.
        process.Exited += (_, _) => ended.CancelAfter(Grace);
        process.EnableRaisingEvents = true;
        // The console proper carries only what the runtime says when it crashes.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => TakeError(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static NotebookProcess Start(DibNotebook notebook, IReadOnlyDictionary<string, string?> environment)
    {
        var start = HostCommand.Create("run-notebook", "--pipe");
        start.WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(notebook.Path));
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var process = new NotebookProcess(start);
        process.Send(new NotebookRequest(notebook.FileName, [.. notebook.CodeCells]));
        return process;
    }

    /// <summary>The next event, or null when the process has ended.</summary>
    public async Task<CellEvent?> NextAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ended.Token);
        try
        {
            // A blocked read of a pipe does not hear a cancellation: leave it behind.
            var line = await events.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(either.Token);
            return line is null ? null : JsonSerializer.Deserialize<CellEvent>(line);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (JsonException)
        {
            // The process was killed in the middle of a line.
            return null;
        }
    }

    /// <summary>How the process ended: its exit code and what the runtime said last.</summary>
    public async Task<string> EndingAsync()
    {
        await Task.WhenAny(firstError.Task, Task.Delay(Grace));
        var said = firstError.Task.IsCompletedSuccessfully ? firstError.Task.Result : "";
        return $"exit code {(process.WaitForExit(Grace) ? process.ExitCode : "unknown")}{(said.Length > 0 ? $": {said}" : "")}";
    }

    /// <summary>Gives the process time to end by itself, so that a browser that drew its charts leaves nothing behind.</summary>
    public Task EndAsync() => Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(Grace));

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(Grace);
        }
        events.Dispose();
        process.Dispose();
        // ended stays: the event of the exit may still be on its way to it.
    }

    /// <summary>Keeps the first line that says something; null is the end.</summary>
    private void TakeError(string? line)
    {
        if (line is null || line.Trim().Length > 0)
        {
            firstError.TrySetResult(line ?? "");
        }
    }

    private void Send(NotebookRequest request)
    {
        try
        {
            process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It ended at once; its end says why.
        }
    }
}
