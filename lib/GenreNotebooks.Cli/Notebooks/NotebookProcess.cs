using System.Diagnostics;
using System.Globalization;
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
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5), Look = TimeSpan.FromMilliseconds(200);

    private readonly Process process;
    private readonly ProcessFamily family;
    private readonly AnonymousPipeServerStream pipe;
    private readonly StreamReader events;
    private readonly CancellationTokenSource ended = new();
    private readonly LastWords lastWords;
    private readonly Task consoleRead;

    private NotebookProcess(ProcessStartInfo start)
    {
        var mark = start.Environment[ProcessFamily.Variable] = Guid.NewGuid().ToString("N");
        // One at a time: another child started in between would inherit the pipe and keep it open.
        lock (StartLock)
        {
            pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            start.ArgumentList.Add(pipe.GetClientHandleAsString());
            process = Process.Start(start)!;
            pipe.DisposeLocalCopyOfClientHandle();
        }
        family = new(process.Id, mark);
        events = new StreamReader(pipe);
        // What the notebook left behind ends with it, and so holds the pipe no longer; what escapes may.
        process.Exited += (_, _) =>
        {
            family.End();
            ended.CancelAfter(Grace);
        };
        process.EnableRaisingEvents = true;
        lastWords = new(process.StandardError.BaseStream);
        consoleRead = Task.WhenAll(lastWords.ReadAsync(), process.StandardOutput.BaseStream.CopyToAsync(Stream.Null));
    }

    public static NotebookProcess Start(Notebook notebook, RunOptions options)
    {
        var start = HostCommand.Create("run-notebook", "--pipe");
        start.WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(notebook.Path));
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }
        // Less than all, so that objects which are too many are the cell's exception, with its line.
        start.Environment["DOTNET_GCHeapHardLimit"] = (options.MemoryBytes / 8 * 7).ToString("X", CultureInfo.InvariantCulture);
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

    /// <summary>Comes to its end when the process and all that it started hold more memory than they may.</summary>
    public async Task ExceedsAsync(long bytes, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(cancellation) && family.Memory() <= bytes)
        {
        }
    }

    /// <summary>How the process ended: its exit code and what the runtime said last.</summary>
    public async Task<string> EndingAsync()
    {
        var exit = process.WaitForExit(Grace) ? process.ExitCode.ToString(CultureInfo.InvariantCulture) : "unknown";
        await Task.WhenAny(consoleRead, Task.Delay(Grace));
        return $"exit code {exit}{(lastWords.Said.Length > 0 ? $": {lastWords.Said}" : "")}";
    }

    /// <summary>Gives the process time to end by itself, so that a browser that drew its charts leaves nothing behind.</summary>
    public Task EndAsync() => Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(Grace));

    public void Dispose()
    {
        family.End();
        process.WaitForExit(Grace);
        events.Dispose();
        process.Dispose();
        // ended stays: the event of the exit may still be on its way to it.
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
