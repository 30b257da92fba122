using System.Net;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Where a page is in a site: the notebooks before and after it, which the index has none of.</summary>
internal sealed record SitePlace(Notebook? Before = null, Notebook? After = null)
{
    public const string Name = "GenreNotebooks", Index = "index.html", PlotlyFile = "plotly.js";

    /// <summary>The one plotly.js of the site; it draws the charts when the page is read.</summary>
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
