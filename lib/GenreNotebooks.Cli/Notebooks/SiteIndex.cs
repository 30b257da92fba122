using System.Globalization;
using System.Net;
using GenreNotebooks.Data;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The index page of a run: what was set, the results, the notebooks, and what the run was.</summary>
internal static class SiteIndex
{
    private const string AccuracyColumn = ">accuracy</th>";

    private const int ChecksumDigits = 12;

    public static string Write(IReadOnlyList<ExecutedNotebook> notebooks, RunDescription run) => HtmlPage.Wrap($"{SiteNavigation.Name}{Setting(run, ": ")}", $"""
        <section class="prose">
        <h1>{SiteNavigation.Name}</h1>
        <p>{Lead(run)}</p>
        {Warnings(notebooks, run)}</section>
        {Results(notebooks)}<section class="prose">
        <h2 id="notebooks">Notebooks</h2>
        <p>Can a small neural network tell a song's genre from its lyrics, from 22 engineered features, or from both? Notebooks in
        C# re-create Lukka Wolff's post <em>Deep Music Genre Classification</em> (12 May 2025) with TorchSharp, and go on from there.</p>
        <ul class="notebooks">
        {string.Concat(notebooks.Select(Entry))}</ul>
        </section>
        <section class="prose">
        <h2 id="run">This run</h2>
        {Facts(run)}</section>

        """);

    private static string Lead(RunDescription run)
    {
        var set = run.Set.Select(value => $"<code>{WebUtility.HtmlEncode($"{value.Key}={value.Value}")}</code>");
        return $"{(run.Set.Count == 0 ? "The notebooks as they are" : $"With {string.Join(", ", set)}")}, on {(IsSample(run) ? "synthetic songs" : "real songs")}.";
    }

    private static string Setting(RunDescription run, string before) =>
        run.Set.Count == 0 ? "" : before + string.Join(", ", run.Set.Select(value => $"{value.Key}={value.Value}"));

    private static string Warnings(IReadOnlyList<ExecutedNotebook> notebooks, RunDescription run)
    {
        var ended = notebooks.Count(notebook => notebook.FailedCell is null);
        var unfinished = run.Complete ? ""
            : $"<p class=\"failed\" role=\"alert\">This run is not complete: of {Count(run.Notebooks.Count, "notebook")}, {ended} ran to the end.</p>\n";
        return unfinished + (IsSample(run)
            ? $"<p class=\"failed\" role=\"note\">This is <strong>sample data</strong>, synthetic songs that come with the project: the figures say nothing about real music. Get the real songs with <code>{DataFolder.FetchCommand}</code>.</p>\n"
            : "");
    }

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
        var charts = notebook.Figures.Count() is var count and > 0 ? $", {Count(count, "chart")}" : "";
        var end = notebook.FailedCell is { } failed ? $", stopped at cell {failed.Number}" : "";
        return $"""
            <li><h3><a href="{SiteNavigation.AddressOf(notebook.Notebook)}">{WebUtility.HtmlEncode(notebook.Notebook.Title)}</a></h3>
            <p>{about}</p>
            <p class="size">{Count(notebook.CodeCells.Count, "cell")} of code{charts}{end}</p></li>

            """;
    }

    private static string Count(int number, string thing) => string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    private static string Facts(RunDescription run)
    {
        (string Name, string Html)[] facts =
        [
            ("Set", WebUtility.HtmlEncode(run.Set.Count == 0 ? "nothing" : Setting(run, ""))),
            ("Songs", Songs(run)),
            ("Begun", run.Begun.ToString("yyyy-MM-dd HH:mm:ss (zzz)", CultureInfo.InvariantCulture)),
            ("Took", Duration(TimeSpan.FromSeconds(run.Seconds))),
            ("Library", $"GenreNotebooks {run.Library}"),
        ];
        return $"<table>\n{string.Concat(facts.Select(fact => $"<tr><th scope=\"row\">{fact.Name}</th><td>{fact.Html}</td></tr>\n"))}</table>\n";
    }

    private static string Songs(RunDescription run)
    {
        var file = WebUtility.HtmlEncode(run.Data.Path);
        var size = run.Data.Rows == 0 ? $"<code>{file}</code>, which cannot be read" : string.Create(CultureInfo.InvariantCulture,
            $"{run.Data.Rows:N0} in <code>{file}</code>, SHA-256 <code>{run.Data.Sha256[..ChecksumDigits]}…</code>");
        return IsSample(run) ? $"the sample, synthetic: {size}"
            : $"real: {size}. <em>Music Dataset: Lyrics and Metadata from 1950 to 2019</em> (Moura, Fontelles, Sampaio, França; CC BY 4.0). Some of their words are explicit or offensive.";
    }

    private static string Duration(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):0} min {time.Seconds} s");

    private static bool IsSample(RunDescription run) => run.Data.Kind == "sample";
}
