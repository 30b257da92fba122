using System.Globalization;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The files of a run: the executed notebook, its page, and each chart as Plotly's JSON and as a page of its own.</summary>
internal sealed class RunOutputs(string folder) : IRunOutput
{
    public string Place { get; } = ShownPath.Of(folder);

    /// <summary>The page of the notebook that ran last.</summary>
    public string? Page { get; private set; }

    public void Write(ExecutedNotebook notebook)
    {
        var name = notebook.Notebook.Name;
        AtomicFile.WriteAllText(Path.Combine(folder, $"{name}.ipynb"), IpynbWriter.Write(notebook));
        var page = Path.Combine(folder, $"{name}.html");
        AtomicFile.WriteAllText(page, HtmlPage.Write(notebook));
        Page = page;
        int number = 0;
        foreach (var figure in notebook.Figures)
        {
            number++;
            var path = Path.Combine(folder, "figures", string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
            AtomicFile.WriteAllText($"{path}.json", figure.PlainFigure() + "\n");
            AtomicFile.WriteAllText($"{path}.html", HtmlPage.Wrap($"{notebook.Notebook.Title}, figure {number}", $"{figure.Html}\n", hasCharts: true));
        }
    }

    public void Summarise(TextWriter output) => output.WriteLine($"Executed notebooks, pages and figures: {Place}");
}
