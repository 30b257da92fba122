namespace GenreNotebooks.Files;

/// <summary>
/// A lock on a file or folder that only one process can hold: a file <c>PATH.lock</c>, kept open until the lock is disposed.
/// If the process is killed, the system closes the file and so releases the lock.
/// </summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // The HResult of an IOException if another program has the file open: Linux, macOS, Windows.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock as soon as no other process has it.</summary>
    /// <param name="place">The file or folder; it need not exist.</param>
    /// <param name="onWait">Called once, with a message, if another process has the lock.</param>
    /// <param name="cancellation">Cancels waiting.</param>
    /// <exception cref="InputException">The lock file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public static FileLock Take(string place, Action<string>? onWait = null, CancellationToken cancellation = default)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        for (var waits = false; ; waits = true)
        {
            if (TryTakeAt(target) is { } taken)
            {
                return taken;
            }
            if (!waits)
            {
                onWait?.Invoke($"{target} is in use by another GenreNotebooks process: waiting until it finishes.");
            }
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes the lock, or returns null if another process has it.</summary>
    /// <param name="place">The file or folder to lock.</param>
    /// <exception cref="InputException">The lock file cannot be written.</exception>
    public static FileLock? TryTake(string place) => TryTakeAt(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)));

    /// <summary>Whether a file could not be opened because another process has it open.</summary>
    internal static bool IsInUse(IOException exception) => InUse.Contains(exception.HResult);

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        if (!file.CanWrite)
        {
            return; // already released: the file may now belong to another process
        }
        try
        {
            File.Delete(file.Name);
            file.SetLength(1); // a process that opened the file just before its deletion sees that it is stale; works on a full disk too
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file remains, but unlocked.
        }
        file.Dispose();
    }

    private static FileLock? TryTakeAt(string target)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
            // On Windows an open file can be deleted only if shared for deletion; other processes still cannot open it.
            var share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
            var file = new FileStream(target + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
            var length = file.Length;
            if (length == 0)
            {
                return new(file);
            }
            file.Dispose();
            return length == 1 ? null : throw new InputException($"{target}.lock: found a file with content, expected none, or the empty one of a process that uses {target}. It is left as it is: move it away.");
        }
        catch (IOException exception) when (IsInUse(exception))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{target}: cannot be written ({exception.Message})", exception);
        }
    }
}
