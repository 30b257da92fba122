using System.Net;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The executed notebooks as a static site that needs no network: an index, a page each, one plotly.js for all.</summary>
internal sealed class Site(string folder, bool onSample) : IRunOutput
{
    private readonly List<ExecutedNotebook> notebooks = [];

    public string Place { get; } = ShortPath.Of(folder);

    public string? Page { get; } = Path.Combine(folder, SiteNavigation.Index);

    /// <summary>Rewrites the site with one more notebook, so that it is complete even if the run is cancelled.</summary>
    public void Write(ExecutedNotebook notebook)
    {
        notebooks.Add(notebook);
        if (notebooks.Count == 1)
        {
            Write(SiteNavigation.PlotlyFile, Plot.Script.DrawingSource, FileKind.Script);
        }
        for (int i = 0; i < notebooks.Count; i++)
        {
            var navigation = new SiteNavigation(notebooks.ElementAtOrDefault(i - 1)?.Notebook, notebooks.ElementAtOrDefault(i + 1)?.Notebook);
            Write(SiteNavigation.FileOf(notebooks[i].Notebook), HtmlPage.Write(notebooks[i], navigation));
        }
        Write(SiteNavigation.Index, SiteIndex.Write(notebooks, onSample));
    }

    public void Summarise(TextWriter output) => output.WriteLine($"Site: {Place}");

    private void Write(string file, string text, FileKind? kind = null) => AtomicFile.WriteAllText(Path.Combine(folder, file), text, kind ?? FileKind.Page);
}

/// <summary>The index page of a site: an introduction, the results, the notebooks.</summary>
internal static class SiteIndex
{
    private const string AccuracyColumn = ">accuracy</th>";

    public static string Write(IReadOnlyList<ExecutedNotebook> notebooks, bool onSample) => HtmlPage.Wrap(SiteNavigation.Name, $"""
        <section class="prose">
        <h1>{SiteNavigation.Name}</h1>
        <p>Can a small neural network tell a song's genre from its lyrics, from 22 engineered features, or from both? Notebooks in
        C# re-create Lukka Wolff's post <em>Deep Music Genre Classification</em> (12 May 2025) with TorchSharp, and go on from there.</p>
        <p>{Data(onSample)}</p>
        </section>
        {Results(notebooks)}<section class="prose">
        <h2 id="notebooks">Notebooks</h2>
        <ul class="notebooks">
        {string.Concat(notebooks.Select(Entry))}</ul>
        </section>

        """, site: new());

    private static string Data(bool onSample) => onSample
        ? "These runs are on <strong>sample data</strong>, synthetic songs that come with the project: their figures say nothing about real music."
        : "These runs are on real songs: <em>Music Dataset: Lyrics and Metadata from 1950 to 2019</em> (Moura, Fontelles, Sampaio, França; "
            + "CC BY 4.0). Some of their words are explicit or offensive.";

    /// <summary>The first table of a notebook that has accuracies: in those of the post, the networks side by side.</summary>
    private static string Results(IReadOnlyList<ExecutedNotebook> notebooks)
    {
        var found = (from notebook in notebooks
                     from cell in notebook.CodeCells
                     from shown in cell.Outputs.OfType<CellEvent.Shown>()
                     where shown.Figure is null && shown.Html?.Contains(AccuracyColumn, StringComparison.Ordinal) == true
                     select (notebook.Notebook, Cell: cell.Number, shown.Html)).FirstOrDefault();
        return found.Html is null ? "" : $"""
            <section class="prose">
            <h2 id="results">Results</h2>
            {found.Html}
            <p>From <a href="{SiteNavigation.AddressOf(found.Notebook)}#cell-{found.Cell}">{WebUtility.HtmlEncode(found.Notebook.Title)}</a>.</p>
            </section>

            """;
    }

    private static string Entry(ExecutedNotebook notebook)
    {
        var first = notebook.Notebook.Cells.First(cell => cell.Kind != CellKind.Raw);
        var about = first.Kind == CellKind.Markdown ? MarkdownCells.About(first.Source) : "";
        var charts = notebook.Figures.Count() is var count and > 0 ? $", {count} chart{(count == 1 ? "" : "s")}" : "";
        var end = notebook.FailedCell is { } failed ? $", stopped at cell {failed.Number}" : "";
        return $"""
            <li><h3><a href="{SiteNavigation.AddressOf(notebook.Notebook)}">{WebUtility.HtmlEncode(notebook.Notebook.Title)}</a></h3>
            <p>{about}</p>
            <p class="size">{notebook.CodeCells.Count} cells of code{charts}{end}</p></li>

            """;
    }
}

/// <summary>The navigation of a page in a site: links to the index and to the notebooks before and after it, if any.</summary>
internal sealed record SiteNavigation(Notebook? Before = null, Notebook? After = null)
{
    public const string Name = "GenreNotebooks", Index = "index.html", PlotlyFile = "plotly.js";

    /// <summary>Loads the plotly.js of the site, which draws the charts of the page.</summary>
    public string Script { get; } = $"<script defer src=\"{PlotlyFile}\"></script>\n";

    public string Header { get; } = $"<header class=\"site\"><a href=\"{Index}\">{Name}</a></header>\n";

    public string Footer => Before is null && After is null ? "" : $"""
        <footer><nav class="neighbours" aria-label="Notebooks">
        {Link(Before, "prev", "Before")}{Link(After, "next", "Next")}</nav></footer>

        """;

    public static string FileOf(Notebook notebook) => $"{notebook.Name}.html";

    public static string AddressOf(Notebook notebook) => Uri.EscapeDataString(FileOf(notebook));

    private static string Link(Notebook? notebook, string relation, string word) => notebook is null ? ""
        : $"<a rel=\"{relation}\" href=\"{AddressOf(notebook)}\">{word}: {WebUtility.HtmlEncode(notebook.Title)}</a>\n";
}
