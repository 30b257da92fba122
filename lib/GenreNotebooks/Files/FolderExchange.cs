using System.Runtime.InteropServices;

namespace GenreNotebooks.Files;

/// <summary>Swaps the names of two folders atomically, which .NET cannot do: both names exist at every moment.</summary>
internal static partial class FolderExchange
{
    private const int WorkingDirectory = -100; // AT_FDCWD: relative paths start from the working directory
    private const uint Exchange = 2;           // RENAME_EXCHANGE

    /// <summary>Swaps two folders on the same file system.</summary>
    /// <returns>Whether the swap succeeded; only Linux supports it, and not on every file system.</returns>
    public static bool Try(string first, string second)
    {
        try
        {
            return OperatingSystem.IsLinux() && Rename(WorkingDirectory, first, WorkingDirectory, second, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // this C library lacks it
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Rename(int firstFolder, string first, int secondFolder, string second, uint flags);
}
