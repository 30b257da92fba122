using System.Globalization;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Commands;

/// <summary>A folder for the page of one command, such as <c>artifacts/sweep/2026-11-29-164012-lyrics-embedding=8,16</c>, the newest also as <c>latest</c>.</summary>
internal static class DatedFolder
{
    private const int Longest = 100;

    /// <summary>Creates a new folder that is named by date, time and what was asked for.</summary>
    /// <param name="parent">The folder to create it in.</param>
    /// <param name="what">What was asked for; a long text is cut.</param>
    public static string Create(string parent, string what)
    {
        AtomicFile.EnsureWritableFolder(parent, ShortPath.Of(parent));
        using var naming = FileLock.Take(Path.Combine(parent, "new"));
        var begin = string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:yyyy-MM-dd-HHmmss}-{(what.Length <= Longest ? what : what[..Longest])}").TrimEnd('-', '.');
        var folder = Enumerable.Range(1, int.MaxValue).Select(number => Path.Combine(parent, number == 1 ? begin : string.Create(CultureInfo.InvariantCulture, $"{begin}-{number}"))).First(path => !Path.Exists(path));
        Directory.CreateDirectory(folder);
        LatestLink.Point(folder);
        return folder;
    }
}
