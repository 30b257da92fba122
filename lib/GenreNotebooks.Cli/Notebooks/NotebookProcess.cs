using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Runs one notebook in its own process: a running cell cannot be stopped from within its process, and a cell may
/// end its process. Events come through a pipe, so that no printed text looks like one.
/// </summary>
internal sealed class NotebookProcess : IDisposable
{
    private static readonly Lock StartLock = new();
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5), Look = TimeSpan.FromMilliseconds(200);

    private readonly Process process;
    private readonly ProcessTree processes;
    private readonly AnonymousPipeServerStream pipe;
    private readonly StreamReader events;
    private readonly CancellationTokenSource ended = new();
    private readonly CrashMessage crash;
    private readonly Task consoleRead;

    private NotebookProcess(ProcessStartInfo start)
    {
        var mark = start.Environment[ProcessTree.Variable] = Guid.NewGuid().ToString("N");
        // One at a time: another child started in between would inherit the pipe and keep it open.
        lock (StartLock)
        {
            pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            start.ArgumentList.Add(pipe.GetClientHandleAsString());
            process = Process.Start(start)!;
            pipe.DisposeLocalCopyOfClientHandle();
        }
        processes = new(process.Id, mark);
        events = new StreamReader(pipe);
        // Processes that the notebook leaves behind would hold the pipe open: kill them. One that escapes has only the grace period.
        process.Exited += (_, _) =>
        {
            processes.Kill();
            ended.CancelAfter(Grace);
        };
        process.EnableRaisingEvents = true;
        crash = new(process.StandardError.BaseStream);
        consoleRead = Task.WhenAll(crash.ReadAsync(), process.StandardOutput.BaseStream.CopyToAsync(Stream.Null));
    }

    public static NotebookProcess Start(Notebook notebook, RunOptions options)
    {
        var start = CommandLine.StartInfo("run-notebook", "--pipe");
        start.WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(notebook.Path));
        foreach (var (name, value) in options.Environment(notebook))
        {
            start.Environment[name] = value;
        }
        // Less than the limit, so that too many objects throw in the cell, with its line.
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
            // A blocked read of a pipe cannot be cancelled: abandon it.
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

    /// <summary>Completes when the process and its descendants hold more memory than allowed.</summary>
    public async Task ExceedsAsync(long bytes, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(cancellation) && processes.Memory() <= bytes)
        {
        }
    }

    /// <summary>How the process ended: its exit code and the crash message.</summary>
    public async Task<string> EndingAsync()
    {
        var exit = process.WaitForExit(Grace) ? process.ExitCode.ToString(CultureInfo.InvariantCulture) : "unknown";
        await Task.WhenAny(consoleRead, Task.Delay(Grace));
        return $"exit code {exit}{(crash.Text.Length > 0 ? $": {crash.Text}" : "")}";
    }

    /// <summary>Waits for the process to end by itself, so that its browser can clean up.</summary>
    public Task EndAsync() => Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(Grace));

    public void Dispose()
    {
        processes.Kill();
        process.WaitForExit(Grace);
        events.Dispose();
        process.Dispose();
        // Not ended: the exit event may still use it.
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
            // It ended at once; its exit code says why.
        }
    }
}

/// <summary>
/// The beginning of a crash report: the last lines of a process's error output before the first stack trace, which is indented.
/// Reads everything, so that the process never waits; what cells print does not go there.
/// </summary>
internal sealed class CrashMessage(Stream errorOutput)
{
    private const int LongestLine = 2_000, MostLines = 3;

    private readonly StringBuilder line = new();
    private readonly Queue<string> lines = [];
    private bool complete;

    /// <summary>The message so far, on one line; empty if there is none.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync()
    {
        using var reader = new StreamReader(errorOutput, Encoding.UTF8);
        var buffer = new char[16_384];
        for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
        {
            Take(buffer.AsSpan(0, count));
        }
        EndLine();
    }

    private void Take(ReadOnlySpan<char> text)
    {
        for (int end; (end = text.IndexOf('\n')) >= 0; text = text[(end + 1)..])
        {
            Append(text[..end]);
            EndLine();
        }
        Append(text);
    }

    private void Append(ReadOnlySpan<char> part) => line.Append(part[..Math.Min(part.Length, LongestLine - line.Length)]);

    private void EndLine()
    {
        var text = line.ToString();
        line.Clear();
        if (complete || !text.Any(char.IsLetterOrDigit))
        {
            return;
        }
        complete = lines.Count > 0 && char.IsWhiteSpace(text[0]);
        if (!complete)
        {
            lines.Enqueue(text.Trim().TrimEnd(':'));
            if (lines.Count > MostLines)
            {
                lines.Dequeue();
            }
            Text = string.Join(' ', lines);
        }
    }
}
