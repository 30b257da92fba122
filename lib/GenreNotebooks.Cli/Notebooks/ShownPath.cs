namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Paths as messages show them.</summary>
internal static class ShownPath
{
    /// <summary>A path relative to the current directory, if it is in there.</summary>
    public static string Of(string path) => Of(path, Directory.GetCurrentDirectory());

    internal static string Of(string path, string current)
    {
        var relative = Path.GetRelativePath(current, path);
        return relative.Split(Path.DirectorySeparatorChar)[0] == ".." ? path : relative;
    }
}
