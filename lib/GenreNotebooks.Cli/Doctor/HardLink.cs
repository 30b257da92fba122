using System.Runtime.InteropServices;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>A second name for one file, which .NET itself cannot make.</summary>
internal static partial class HardLink
{
    /// <summary>Makes one, if the file systems of both places allow it.</summary>
    public static bool TryCreate(string existing, string link) =>
        OperatingSystem.IsWindows() ? CreateOnWindows(link, existing, 0) : Create(existing, link) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string existing, string link);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateOnWindows(string link, string existing, nint security);
}
