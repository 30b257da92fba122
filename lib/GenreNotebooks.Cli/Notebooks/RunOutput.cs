using System.Globalization;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Results that a run writes.</summary>
internal interface IRunOutput
{
    /// <summary>Where they go, for messages.</summary>
    string Place { get; }

    /// <summary>The page to open first, if any; of several outputs, the last one's.</summary>
    string? Page => null;

    /// <summary>Writes the results of an executed notebook, failed or not.</summary>
    void Write(ExecutedNotebook notebook);

    /// <summary>Prints, after the last notebook, what was written and where.</summary>
    void Summarise(TextWriter output);
}

/// <summary>The files of a run: executed notebooks, their pages, and each chart as Plotly's JSON and as a page.</summary>
internal sealed class RunFiles(string folder) : IRunOutput
{
    public string Place { get; } = ShortPath.Of(folder);

    /// <summary>The page of the last notebook, in the given order.</summary>
    public string? Page { get; private set; }

    /// <summary>The page of a notebook and its executed copy.</summary>
    public static IEnumerable<string> PathsOf(string folder, Notebook notebook) =>
        [Path.Combine(folder, $"{notebook.Name}.html"), Path.Combine(folder, notebook.Name + Notebook.JupyterExtension)];

    /// <summary>Checks that no file of another kind is there. An executed copy is known by its page, which is written before it, or by its checkpoint.</summary>
    /// <exception cref="InputException">There is one.</exception>
    public static void EnsureReplaceable(string path)
    {
        var page = Path.ChangeExtension(path, ".html");
        AtomicFile.EnsureWritable(page, FileKind.Page);
        if (File.Exists(path) && !File.Exists(page) && !File.Exists(NotebookCheckpoints.PathOf(path)))
        {
            throw new InputException($"{path}: found a notebook that 'run' did not write, as there is no page of it. It is left as it is: move it away, or give another folder with --out DIR.");
        }
    }

    public void Write(ExecutedNotebook notebook)
    {
        var name = notebook.Notebook.Name;
        var page = Path.Combine(folder, $"{name}.html");
        AtomicFile.WriteAllText(page, HtmlPage.Write(notebook), FileKind.Page); // first: by it, EnsureReplaceable knows the executed copy
        AtomicFile.WriteAllText(Path.Combine(folder, $"{name}.ipynb"), IpynbWriter.Write(notebook));
        Page = page;
        int number = 0;
        foreach (var figure in notebook.Figures)
        {
            number++;
            var path = Path.Combine(folder, "figures", string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
            AtomicFile.WriteAllText($"{path}.json", figure.PlainFigure() + "\n", FileKind.Chart("json"));
            AtomicFile.WriteAllText($"{path}.html", HtmlPage.Wrap($"{notebook.Notebook.Title}, figure {number}", $"{figure.Html}\n", hasCharts: true), FileKind.Page);
        }
    }

    public void Summarise(TextWriter output) => output.WriteLine($"Executed notebooks, pages and figures: {Place}");
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
