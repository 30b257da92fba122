namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Results that a run writes.</summary>
internal interface IRunOutput
{
    /// <summary>Where they go, for messages.</summary>
    string Place { get; }

    /// <summary>The page to open first, if any.</summary>
    string? Page => null;

    /// <summary>Writes the results of an executed notebook, failed or not.</summary>
    void Write(ExecutedNotebook notebook);

    /// <summary>Called once if every cell of every notebook has run.</summary>
    void Complete()
    {
    }

    /// <summary>Prints, after the last notebook, what was written and where.</summary>
    void Summarise(TextWriter output);
}

/// <summary>Paths in messages.</summary>
internal static class ShortPath
{
    /// <summary>A path relative to the current directory if it is inside it, else the path.</summary>
    public static string Of(string path) => Of(path, Directory.GetCurrentDirectory());

    internal static string Of(string path, string current)
    {
        var relative = Path.GetRelativePath(current, path);
        return relative.Split(Path.DirectorySeparatorChar)[0] == ".." ? path : relative;
    }
}
