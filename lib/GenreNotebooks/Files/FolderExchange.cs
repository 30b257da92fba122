using System.Runtime.InteropServices;

namespace GenreNotebooks.Files;

/// <summary>Two folders that change their names in one step, which .NET cannot do: at no moment is there none of either name.</summary>
internal static partial class FolderExchange
{
    private const int WorkingDirectory = -100; // AT_FDCWD: paths are taken as they are
    private const uint Exchange = 2;           // RENAME_EXCHANGE

    /// <summary>Exchanges two folders of one disk.</summary>
    /// <returns>Whether it was done: only Linux can, and not on every kind of disk.</returns>
    public static bool Try(string first, string second)
    {
        try
        {
            return OperatingSystem.IsLinux() && Rename(WorkingDirectory, first, WorkingDirectory, second, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // a C library without it
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Rename(int firstFolder, string first, int secondFolder, string second, uint flags);
}
