using System.Runtime.InteropServices;

namespace GenreNotebooks.Files;

/// <summary>The fixed name <c>latest</c> beside folders with a date, for the newest of them.</summary>
public static partial class LatestLink
{
    /// <summary>The name of the link.</summary>
    public const string Name = "latest";

    /// <summary>
    /// Points <c>latest</c> to a folder beside it: a relative symbolic link, replaced atomically. Where links are not permitted, <c>latest</c> is a
    /// folder whose <c>index.html</c> opens that of the folder.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The path of the link; null if something else has its name or it cannot be written.</returns>
    public static string? Point(string folder) => Point(folder, TryLink);

    internal static string? Point(string folder, Func<string, string, bool> tryLink)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var (link, target) = (Path.Combine(Path.GetDirectoryName(full)!, Name), Path.GetFileName(full));
        return tryLink(link, target) || TryPage(link, target) ? link : null;
    }

    private static bool TryLink(string link, string target)
    {
        if (Path.Exists(link) && new DirectoryInfo(link).LinkTarget is null)
        {
            return false; // a folder or a file, not ours to replace
        }
        var temporary = AtomicFile.TemporaryOf(link);
        try
        {
            Directory.CreateSymbolicLink(temporary, target);
            if (OperatingSystem.IsWindows())
            {
                Unlink(link);
                Directory.Move(temporary, link);
                return true;
            }
            return Rename(temporary, link) == 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            if (new FileInfo(temporary).LinkTarget is not null)
            {
                AtomicFile.Remove(new FileInfo(temporary));
            }
        }
    }

    private static bool TryPage(string link, string target)
    {
        try
        {
            Unlink(link); // else the page would replace the one of the folder that it leads to
            AtomicFile.WriteAllText(Path.Combine(link, "index.html"), $"""
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                {FileKind.PageMark}
                <title>{Name}</title>
                <meta http-equiv="refresh" content="0; url=../{Uri.EscapeDataString(target)}/index.html">
                <a href="../{Uri.EscapeDataString(target)}/index.html">{System.Net.WebUtility.HtmlEncode(target)}</a>
                </html>

                """, FileKind.Page);
            return true;
        }
        catch (Exception exception) when (exception is InputException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Windows distinguishes links to folders from links to files.
    private static void Unlink(string link)
    {
        if (new FileInfo(link).LinkTarget is null)
        {
            return;
        }
        if (Directory.Exists(link))
        {
            Directory.Delete(link);
        }
        else
        {
            File.Delete(link);
        }
    }

    // File.Move refuses a link to a folder.
    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Rename(string from, string to);
}
