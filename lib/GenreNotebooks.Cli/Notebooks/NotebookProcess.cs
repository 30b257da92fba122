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

    private readonly Process _process;
    private readonly AnonymousPipeServerStream _pipe;
    private readonly StreamReader _events;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<string> _firstError = new();

    private NotebookProcess(ProcessStartInfo start)
    {
        // One at a time: another child started in between would inherit the pipe and keep it open.
        lock (StartLock)
        {
            _pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            start.ArgumentList.Add(_pipe.GetClientHandleAsString());
            _process = Process.Start(start)!;
            _pipe.DisposeLocalCopyOfClientHandle();
        }
        _events = new StreamReader(_pipe);
        // A process that the notebook left behind may hold the pipe open after the end.
        _process.Exited += (_, _) => _ended.CancelAfter(Grace);
        _process.EnableRaisingEvents = true;
        // The console proper carries only what the runtime says when it crashes.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => TakeError(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
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
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ended.Token);
        try
        {
            // A blocked read of a pipe does not hear a cancellation: leave it behind.
            var line = await _events.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(either.Token);
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
        await Task.WhenAny(_firstError.Task, Task.Delay(Grace));
        var said = _firstError.Task.IsCompletedSuccessfully ? _firstError.Task.Result : "";
        return $"exit code {(_process.WaitForExit(Grace) ? _process.ExitCode : "unknown")}{(said.Length > 0 ? $": {said}" : "")}";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(Grace);
        }
        _events.Dispose();
        _process.Dispose();
        // _ended stays: the event of the exit may still be on its way to it.
    }

    /// <summary>Keeps the first line that says something; null is the end.</summary>
    private void TakeError(string? line)
    {
        if (line is null || line.Trim().Length > 0)
        {
            _firstError.TrySetResult(line ?? "");
        }
    }

    private void Send(NotebookRequest request)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It ended at once; its end says why.
        }
    }
}
