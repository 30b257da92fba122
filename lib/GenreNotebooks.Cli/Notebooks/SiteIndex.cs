using System.Net;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The first page of a site: what this is, the results, the notebooks.</summary>
internal static class SiteIndex
{
    private const string AccuracyColumn = ">accuracy</th>";

    public static string Write(IReadOnlyList<ExecutedNotebook> notebooks, bool onSample) => HtmlPage.Wrap(SitePlace.Name, $"""
        <section class="prose">
        <h1>{SitePlace.Name}</h1>
        <p>Can a small neural network tell a song's genre from its lyrics, from 22 engineered features, or from both? Notebooks in
        C# re-create Lukka Wolff's post <em>Deep Music Genre Classification</em> (12 May 2025) with TorchSharp, and go on from there.</p>
        <p>{Data(onSample)}</p>
        </section>
        {Results(notebooks)}<section class="prose">
        <h2 id="notebooks">Notebooks</h2>
        <ul class="notebooks">
        {string.Concat(notebooks.Select(Entry))}</ul>
        </section>

        """, place: new());

    private static string Data(bool onSample) => onSample
        ? "These runs are on <strong>sample data</strong>, synthetic songs that come with the project: their figures say nothing about real music."
        : "These runs are on real songs: <em>Music Dataset: Lyrics and Metadata from 1950 to 2019</em> (Moura, Fontelles, Sampaio, França; "
            + "CC BY 4.0). Some of their words are explicit or offensive.";

    /// <summary>The first table that a notebook shows with accuracies in it: of the blog's six, the networks side by side.</summary>
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
            <p>From <a href="{SitePlace.AddressOf(found.Notebook)}#cell-{found.Cell}">{WebUtility.HtmlEncode(found.Notebook.Title)}</a>.</p>
            </section>

            """;
    }

    private static string Entry(ExecutedNotebook notebook)
    {
        var first = notebook.Notebook.Cells[0];
        var about = first.Kind == CellKind.Markdown ? Prose.About(first.Source) : "";
        var charts = notebook.Figures.Count() is var count and > 0 ? $", {count} chart{(count == 1 ? "" : "s")}" : "";
        var end = notebook.FailedCell is { } failed ? $", stopped at cell {failed.Number}" : "";
        return $"""
            <li><h3><a href="{SitePlace.AddressOf(notebook.Notebook)}">{WebUtility.HtmlEncode(notebook.Notebook.Title)}</a></h3>
            <p>{about}</p>
            <p class="size">{notebook.CodeCells.Count} cells of code{charts}{end}</p></li>

            """;
    }
}
