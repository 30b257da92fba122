using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GenreNotebooks.Files;

/// <summary>Writes a file completely or not at all: an interrupted write leaves the old file.</summary>
public static partial class AtomicFile
{
    // IsAlive sees only this machine's processes; a live process elsewhere has written to its file within this time.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    /// <summary>The temporary name of a file or folder while it is being written; it contains the process id.</summary>
    internal static string TemporaryOf(string target) => $"{target}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";

    /// <summary>Writes to a temporary file next to the target, flushes it to disk, then renames it. Creates the folder if needed.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="replaces">The kind of file that may be replaced; null for any.</param>
    /// <exception cref="InputException">The file cannot be written, or would replace a file of another kind.</exception>
    public static void Write(string path, Action<Stream> write, FileKind? replaces = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        RequirePlace(path, replaces);
        var target = Path.GetFullPath(path);
        var temporary = TemporaryOf(target);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            RemoveLeftovers(Path.GetDirectoryName(target)!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception)
        {
            // If the folder is missing, deleting would throw too and hide the cause.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{path}: cannot be written ({exception.Message.Replace(temporary, target, StringComparison.Ordinal)})", exception);
            }
            throw;
        }
    }

    /// <summary>Creates the folder of a file and checks that the file can be written, before any long work.</summary>
    /// <param name="path">The file.</param>
    /// <param name="replaces">The kind of file that may be replaced; null for any.</param>
    /// <exception cref="InputException">The file cannot be written, or would replace a file of another kind.</exception>
    public static void EnsureWritable(string path, FileKind? replaces = null)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path}: cannot be written (it is a folder)");
        }
        RequirePlace(path, replaces);
        EnsureWritableFolder(Path.GetDirectoryName(Path.GetFullPath(path))!, path);
    }

    /// <exception cref="InputException">A device, a pipe or a file of another kind has the place.</exception>
    private static void RequirePlace(string path, FileKind? replaces)
    {
        if (File.Exists(path) && !FilePlace.IsRegularFile(path))
        {
            throw new InputException($"{path}: cannot be written (it is a device or a pipe, not a file)");
        }
        if (replaces?.MayReplace(path) == false)
        {
            throw new InputException($"{path}: found a file, expected none or {replaces.Name}. It is left as it is: move it away, or give another name.");
        }
    }

    /// <summary>Creates a folder and checks that files can be written there, before any long work.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The folder's name in the message, such as <c>--out DIR</c>.</param>
    /// <exception cref="InputException">Files cannot be written there.</exception>
    public static void EnsureWritableFolder(string folder, string name)
    {
        if (File.Exists(folder))
        {
            throw new InputException($"{name}: cannot be written ({folder} is a file, expected a folder or nothing there)");
        }
        var probe = TemporaryOf(Path.Combine(folder, "probe"));
        try
        {
            Directory.CreateDirectory(folder);
            File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{name}: cannot be written ({exception.Message.Replace(probe, folder, StringComparison.Ordinal)})", exception);
        }
    }

    /// <summary>Writes text in UTF-8, as <see cref="Write"/> does.</summary>
    /// <exception cref="InputException">The file cannot be written, or would replace a file of another kind.</exception>
    public static void WriteAllText(string path, string text, FileKind? replaces = null) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)), replaces);

    /// <summary>Deletes temporary files left in a folder by processes that were killed while writing.</summary>
    internal static void RemoveLeftovers(string folder)
    {
        foreach (var left in new DirectoryInfo(folder).EnumerateFileSystemInfos("*.tmp*"))
        {
            if (Temporary().Match(left.Name) is { Success: true } name && DateTime.UtcNow - left.LastWriteTimeUtc > LeftoverAge
                && !IsAlive(int.Parse(name.Groups[1].Value, CultureInfo.InvariantCulture)))
            {
                Remove(left);
            }
        }
    }

    /// <summary>Deletes a file or a folder with its contents, if possible.</summary>
    internal static void Remove(FileSystemInfo left)
    {
        try
        {
            (left as DirectoryInfo)?.Delete(recursive: true);
            (left as FileInfo)?.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process has just deleted it, or owns it.
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\.(\d{1,9})-[0-9a-f]{32}\.tmp(-old)?$")]
    private static partial Regex Temporary();
}
