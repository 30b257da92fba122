using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GenreNotebooks.Files;

/// <summary>Files that are written whole or not at all.</summary>
internal static partial class AtomicFile
{
    // A process that is alive elsewhere, on another machine or in another container, has touched its file since.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(1);

    /// <summary>The name under which a file or folder grows, before it gets its own: it tells whose it is.</summary>
    public static string TemporaryOf(string target) => $"{target}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";

    /// <summary>Writes to a temporary file beside the target, flushes it to the disk, then renames it.</summary>
    public static void Write(string path, Action<Stream> write)
    {
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
            // Where the folder is missing, deleting would throw too and hide why.
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

    /// <summary>Makes the folder of a file and sees that the file can be written there, before work is done for it.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void EnsureWritable(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path}: cannot be written (it is a folder)");
        }
        EnsureWritableFolder(Path.GetDirectoryName(Path.GetFullPath(path))!, path);
    }

    /// <summary>Makes a folder and sees that files can be written there, before work is done for them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">What the message calls what is to be written.</param>
    /// <exception cref="InputException">They cannot.</exception>
    public static void EnsureWritableFolder(string folder, string name)
    {
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

    /// <summary>Writes text in UTF-8.</summary>
    public static void WriteAllText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Removes what processes that were killed in the middle of a write have left in a folder.</summary>
    public static void RemoveLeftovers(string folder)
    {
        foreach (var left in new DirectoryInfo(folder).EnumerateFileSystemInfos("*.tmp*"))
        {
            if (Temporary().Match(left.Name) is { Success: true } name && DateTime.UtcNow - left.LastWriteTimeUtc > LeftAlone
                && !IsAlive(int.Parse(name.Groups[1].Value, CultureInfo.InvariantCulture)))
            {
                Remove(left);
            }
        }
    }

    /// <summary>Removes a file or a folder with all that is in it, if that is possible now.</summary>
    public static void Remove(FileSystemInfo left)
    {
        try
        {
            (left as DirectoryInfo)?.Delete(recursive: true);
            (left as FileInfo)?.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else has just removed it, or owns it.
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
