namespace GenreNotebooks.Files;

/// <summary>
/// A place on the disk, a file or a folder, that one process at a time works on: a file <c>PLACE.lock</c>, open for as long as the work
/// lasts. Whoever is killed leaves it free, since the system closes its files.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // What an IOException carries when another program has the file open: Linux, macOS, Windows.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Takes the place as soon as no other process has it.</summary>
    /// <param name="place">The file or folder; it need not be there.</param>
    /// <param name="onWait">Is told once, in a sentence, that there is somebody to wait for.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="InputException">Nothing can be written beside the place.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public static FileLock Take(string place, Action<string>? onWait = null, CancellationToken cancellation = default)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        for (var waits = false; ; waits = true)
        {
            if (TryTake(target) is { } taken)
            {
                return taken;
            }
            if (!waits)
            {
                onWait?.Invoke($"{target} is in use by another process of GenreNotebooks: waiting until it is done.");
            }
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Whether a file could not be opened because another process has it.</summary>
    public static bool IsInUse(IOException exception) => InUse.Contains(exception.HResult);

    /// <summary>Leaves the place to others.</summary>
    public void Dispose()
    {
        if (!file.CanWrite)
        {
            return; // left already: what lies there now is another's
        }
        try
        {
            File.Delete(file.Name);
            file.SetLength(1); // who opened it a moment before learns that it is no longer the place's; a length takes no room on a full disk
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It stays behind, and free.
        }
        file.Dispose();
    }

    private static FileLock? TryTake(string target)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
            // On Windows an open file can be deleted only if it is shared for that, and it is closed to others all the same.
            var share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
            var file = new FileStream(target + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
            if (file.Length == 0)
            {
                return new(file);
            }
            file.Dispose();
            return null;
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
