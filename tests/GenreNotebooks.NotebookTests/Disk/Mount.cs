using System.Diagnostics;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Disk;

/// <summary>A folder with a mounted file system, unmounted at the end; skips the test if mounting is not permitted.</summary>
internal sealed class Mount : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private Mount(params string[][] commands)
    {
        foreach (var command in commands)
        {
            if (Run("mount", [.. command, Path]) is { } failure)
            {
                Dispose();
                Assert.Skip($"nothing can be mounted here: {failure}");
            }
        }
    }

    public string Path => folder.Path;

    /// <summary>A small disk, in memory.</summary>
    public static Mount Small(int kilobytes) => new(["-t", "tmpfs", "-o", $"size={kilobytes}k", "none"]);

    /// <summary>A read-only mount of a folder, read-only also for an administrator.</summary>
    public static Mount ReadOnly(string place) => new(["--bind", place], ["-o", "remount,ro,bind"]);

    public string File(string name) => folder.File(name);

    /// <summary>Fills a small disk except for some bytes.</summary>
    public void Fill(int left = 0)
    {
        using var filler = System.IO.File.Create(File("filler"), bufferSize: 1);
        try
        {
            for (var page = new byte[4096]; ;)
            {
                filler.Write(page);
            }
        }
        catch (IOException)
        {
            filler.SetLength(filler.Length - left);
        }
    }

    /// <summary>All files and their contents.</summary>
    public IReadOnlyList<(string File, string Content)> Content() =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Where(file => file != File("filler")).Order(StringComparer.Ordinal)
            .Select(file => (file, Convert.ToBase64String(System.IO.File.ReadAllBytes(file))))];

    public void Dispose()
    {
        while (IsMounted && Run("umount", ["-l", Path]) is null)
        {
        }
        if (!IsMounted) // else deleting would delete what is mounted
        {
            folder.Dispose();
        }
    }

    private bool IsMounted => OperatingSystem.IsLinux() && System.IO.File.ReadLines("/proc/self/mounts").Any(line => line.Split(' ')[1] == Path);

    /// <summary>Runs a command; returns its message if it fails.</summary>
    private static string? Run(string command, string[] arguments)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "this is not Linux";
        }
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
