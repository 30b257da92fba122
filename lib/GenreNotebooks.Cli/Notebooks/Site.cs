using GenreNotebooks.Files;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The executed notebooks as a small static site that needs no network: an index, a page each, one plotly.js for all.</summary>
internal sealed class Site(string folder, bool onSample) : IRunOutput
{
    private readonly List<ExecutedNotebook> notebooks = [];

    public string Place { get; } = ShownPath.Of(folder);

    public string? Page { get; } = Path.Combine(folder, SitePlace.Index);

    /// <summary>Writes the site anew with one notebook more: it is whole at any time, so whoever cancels a run keeps what there is.</summary>
    public void Write(ExecutedNotebook notebook)
    {
        notebooks.Add(notebook);
        if (notebooks.Count == 1)
        {
            Write(SitePlace.PlotlyFile, Plot.Script.DrawingSource);
        }
        for (int i = 0; i < notebooks.Count; i++)
        {
            var place = new SitePlace(notebooks.ElementAtOrDefault(i - 1)?.Notebook, notebooks.ElementAtOrDefault(i + 1)?.Notebook);
            Write(SitePlace.FileOf(notebooks[i].Notebook), HtmlPage.Write(notebooks[i], place));
        }
        Write(SitePlace.Index, SiteIndex.Write(notebooks, onSample));
    }

    public void Summarise(TextWriter output) => output.WriteLine($"Site: {Place}");

    private void Write(string file, string text) => AtomicFile.WriteAllText(Path.Combine(folder, file), text);
}
