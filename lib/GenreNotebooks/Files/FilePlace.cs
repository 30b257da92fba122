using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GenreNotebooks.Files;

/// <summary>Where a path leads: two paths may lead to one file, by links, other spellings or letter case.</summary>
public static partial class FilePlace
{
    private const int WorkingDirectory = -100; // AT_FDCWD: relative paths start from the working directory
    private const uint BasicStatistics = 0x7ff; // STATX_BASIC_STATS
    private const int ModeAt = 28, FileNumberAt = 32, DeviceAt = 136, StatisticsSize = 256; // bytes in struct statx, on every architecture
    private const int TypeOfFile = 0xf000, RegularFile = 0x8000; // S_IFMT, S_IFREG

    /// <summary>Whether two paths lead to the same existing file. Elsewhere than on Linux, hard links are not recognized.</summary>
    public static bool AreSame(string one, string other)
    {
        if (!File.Exists(one) || !File.Exists(other))
        {
            return false;
        }
        return Statistics(one) is { } first && Statistics(other) is { } second
            ? first.AsSpan(FileNumberAt, 8).SequenceEqual(second.AsSpan(FileNumberAt, 8)) && first.AsSpan(DeviceAt, 8).SequenceEqual(second.AsSpan(DeviceAt, 8))
            : string.Equals(Target(one), Target(other), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a path leads to a file with content of its own, not to a device or a pipe.</summary>
    internal static bool IsRegularFile(string path) => File.Exists(path)
        && (Statistics(path) is not { } found || (BinaryPrimitives.ReadUInt16LittleEndian(found.AsSpan(ModeAt)) & TypeOfFile) == RegularFile);

    /// <summary>The full path with links resolved, of the file and of every folder above it.</summary>
    internal static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        FileSystemInfo place = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
        var target = place.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        return target is not null ? Target(target) : Path.GetDirectoryName(full) is { } folder ? Path.Combine(Target(folder), Path.GetFileName(full)) : full;
    }

    private static byte[]? Statistics(string path)
    {
        var found = new byte[StatisticsSize];
        try
        {
            return OperatingSystem.IsLinux() && Statx(WorkingDirectory, Path.GetFullPath(path), 0, BasicStatistics, ref found[0]) == 0 ? found : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // this C library lacks it
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte found);
}
