using System.Globalization;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Finds notebooks by path, and those of the repository also by name, number or a part of the name, from any folder in it.</summary>
internal sealed class NotebookFinder(string start, string? repository)
{
    /// <summary>The folder below <c>notebooks</c> for Jupyter.</summary>
    public const string JupyterFolder = "ipynb";

    /// <summary>The folder that keeps runs without <c>--out</c>.</summary>
    public string KeptRuns => Path.Combine(repository ?? start, "artifacts", "run");

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
        if (File.Exists(path) && Notebook.IsNotebook(path))
        {
            return path;
        }
        var known = Known();
        return Matching(wanted, known) switch
        {
            [var one] => one,
            [] => throw NotFound(wanted, path, known),
            var several => throw new InputException($"'{wanted}' may be {string.Join(" or ", several.Select(Path.GetFileNameWithoutExtension))}: give a longer name."),
        };
    }

    /// <summary>The notebooks of a name, <c>03-lyrics</c>, of its word, its number or a part of it: of the first of these that any notebook fits.</summary>
    private static List<string> Matching(string wanted, List<string> known)
    {
        Func<string, bool>[] rules =
        [
            name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase) || $"{name}.dib".Equals(wanted, StringComparison.OrdinalIgnoreCase),
            name => Parts(name).Word.Equals(wanted, StringComparison.OrdinalIgnoreCase),
            name => int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Parts(name).Number == number,
            name => name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) || Parts(name).Word.StartsWith(wanted, StringComparison.OrdinalIgnoreCase),
            name => name.Contains(wanted, StringComparison.OrdinalIgnoreCase),
        ];
        return string.IsNullOrWhiteSpace(wanted) ? []
            : rules.Select(rule => known.Where(path => rule(Path.GetFileNameWithoutExtension(path))).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];
    }

    /// <summary>03-lyrics is number 3 with the word lyrics.</summary>
    private static (int? Number, string Word) Parts(string name) =>
        name.Split('-', 2) is [var digits, var word] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, word) : (null, name);

    private InputException NotFound(string wanted, string path, List<string> known)
    {
        if (Directory.Exists(path))
        {
            return new($"{path} is a folder: a .dib or .ipynb file in it is expected.");
        }
        if (File.Exists(path))
        {
            return new($"{path} is no notebook: expected a .dib or .ipynb file.");
        }
        if (Notebook.IsNotebook(path))
        {
            return new($"There is no file {path}.");
        }
        return new($"'{wanted}' is no notebook: give a path to a .dib or .ipynb file"
            + (known.Count == 0 ? $", or go to the repository: {start} is not below a folder with GenreNotebooks.sln and notebooks/." : $" or one of {string.Join(", ", known.Select(Path.GetFileNameWithoutExtension))}."));
    }

    /// <summary>Of several files of one name the <c>.dib</c>, which comes before the <c>.ipynb</c>.</summary>
    private List<string> Known()
    {
        var folder = Path.Combine(repository ?? start, "notebooks");
        string[] folders = [folder, Path.Combine(folder, JupyterFolder)];
        return
        [
            .. folders.Where(Directory.Exists).SelectMany(place => Directory.EnumerateFiles(place).Where(Notebook.IsNotebook).Order(StringComparer.Ordinal))
                .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase).OrderBy(Path.GetFileName, StringComparer.Ordinal),
        ];
    }
}
