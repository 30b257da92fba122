namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Finds notebooks by path, name or beginning of the name, from any folder in the repository.</summary>
internal sealed class NotebookFinder(string start, string? repository)
{
    /// <summary>The default folder for executed notebooks.</summary>
    public string DefaultOutput => Path.Combine(repository ?? start, "artifacts", "run");

    /// <summary>Reads notebooks.</summary>
    /// <param name="wanted">Paths or names; if empty, the notebooks of the repository.</param>
    /// <param name="ofThePost">Whether to take of these only the ones that re-create the post.</param>
    public IReadOnlyList<Notebook> Find(IReadOnlyCollection<string> wanted, bool ofThePost = true)
    {
        var paths = (wanted.Count == 0 ? OfTheRepository(ofThePost ? "07-" : null) : wanted.Select(Resolve)).Distinct().ToList();
        var twice = paths.GroupBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
        return twice is null
            ? [.. paths.Select(Notebook.Read)]
            : throw new InputException($"Two notebooks are called {twice.Key}, and their outputs would be too: {string.Join(", ", twice)}.");
    }

    private List<string> OfTheRepository(string? end)
    {
        var paths = Known().Where(path => string.CompareOrdinal(Path.GetFileName(path), "01-") >= 0
            && (end is null || string.CompareOrdinal(Path.GetFileName(path), end) < 0)).ToList();
        return paths.Count > 0 ? paths : throw new InputException(
            $"No notebooks found: {start} is not below a folder with GenreNotebooks.sln and notebooks/01-*.dib. Go there, or name a .dib or .ipynb file.");
    }

    private string Resolve(string wanted)
    {
        var path = Path.GetFullPath(wanted, start);
        if (File.Exists(path))
        {
            return path;
        }
        if (Directory.Exists(path))
        {
            throw new InputException($"{path} is a folder: a .dib or .ipynb file in it is expected.");
        }
        var known = Known();
        var found = known.Where(item => Path.GetFileName(item).StartsWith(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        var exact = found.Where(item => Path.GetFileNameWithoutExtension(item).Equals(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        return exact.Count == 1 ? exact[0] : found.Count == 1 ? found[0] : throw new InputException(
            $"'{wanted}' is {(found.Count == 0 ? "no notebook" : "the beginning of several notebooks")}: give a path to a .dib or .ipynb file"
            + (known.Count == 0 ? $", or go to the repository: {start} is not below a folder with GenreNotebooks.sln and notebooks/." : $" or one of {string.Join(", ", known.Select(Path.GetFileNameWithoutExtension))}."));
    }

    private List<string> Known()
    {
        var folder = Path.Combine(repository ?? start, "notebooks");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.dib").Order(StringComparer.Ordinal)] : [];
    }
}
