using System.Net;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// The results of a run as a static site that needs no network: an index, a page for each notebook, the executed notebooks, each chart as
/// Plotly's JSON and as a page, and one plotly.js for all.
/// </summary>
internal sealed class Site : IRunOutput
{
    private readonly RunFolder folder;
    private readonly bool selfContained;
    private readonly TimeProvider clock;
    private readonly long begun;
    private readonly List<ExecutedNotebook> notebooks = [];
    private readonly FigureNames names = new();
    private readonly List<string> files = [];
    private RunDescription run;

    private Site(RunFolder folder, RunDescription run, bool selfContained, TimeProvider clock)
    {
        (this.folder, this.run, this.selfContained, this.clock, begun) = (folder, run, selfContained, clock, clock.GetTimestamp());
    }

    /// <summary>Begins a site, or goes on with the one in the folder.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="run">What the run is.</param>
    /// <param name="selfContained">Whether each page has its own plotly.js and no links to its neighbours.</param>
    /// <param name="resumes">Whether the run goes on where one was interrupted.</param>
    /// <param name="clock">The clock.</param>
    public static Site Begin(RunFolder folder, RunDescription run, bool selfContained, bool resumes, TimeProvider clock)
    {
        var before = resumes && RunDescription.Read(folder.Results) is { } found && found.IsContinuedBy(run) ? found : null;
        if (before is null)
        {
            RunFileKinds.Delete(folder.Results);
        }
        var site = new Site(folder, before ?? run, selfContained, clock);
        site.WriteDescription(site.run);
        return site;
    }

    /// <summary>The files of a run whose names do not depend on what the notebooks show, relative to its folder.</summary>
    public static IEnumerable<string> FilesOf(IEnumerable<Notebook> notebooks, bool selfContained) =>
    [
        .. notebooks.SelectMany(notebook => new[] { SiteNavigation.FileOf(notebook), notebook.Name + Notebook.JupyterExtension }),
        SiteNavigation.Index, RunDescription.FileName, .. selfContained ? [] : new[] { SiteNavigation.PlotlyFile },
    ];

    public string Place => ShortPath.Of(folder.Root);

    public string? Page => Path.Combine(run.Complete ? folder.Root : folder.Results, SiteNavigation.Index);

    /// <summary>Adds a notebook, so that the site is whole even if the run is cancelled.</summary>
    public void Write(ExecutedNotebook notebook)
    {
        notebooks.Add(notebook);
        if (notebooks.Count == 1 && !selfContained)
        {
            Write(SiteNavigation.PlotlyFile, Plot.Script.DrawingSource);
        }
        if (notebooks.Count > 1 && !selfContained)
        {
            WritePage(notebooks.Count - 2); // it leads on now
        }
        WritePage(notebooks.Count - 1); // before its executed copy, which is known by it
        Write(notebook.Notebook.Name + Notebook.JupyterExtension, IpynbWriter.Write(notebook));
        foreach (var figure in notebook.Figures)
        {
            WriteFigure(notebook.Notebook, figure);
        }
        WriteIndex(run);
    }

    public void Complete()
    {
        var complete = run with { Complete = true };
        WriteIndex(complete);
        folder.Complete([.. files, RunDescription.FileName]);
        run = complete;
    }

    public void Summarise(TextWriter output)
    {
        if (run.Complete)
        {
            output.WriteLine($"Executed notebooks, pages and figures: {folder.Place}");
        }
        else
        {
            output.WriteLine($"Not every cell ran. The results so far: {ShortPath.Of(folder.Results)}");
        }
    }

    private void WritePage(int index)
    {
        var navigation = selfContained ? null : new SiteNavigation(notebooks.ElementAtOrDefault(index - 1)?.Notebook, notebooks.ElementAtOrDefault(index + 1)?.Notebook);
        Write(SiteNavigation.FileOf(notebooks[index].Notebook), HtmlPage.Write(notebooks[index], navigation));
    }

    private void WriteFigure(Notebook notebook, CellEvent.Shown figure)
    {
        var title = Plot.OfJson(figure.Figure!).Title;
        var name = Path.Combine(RunFileKinds.FigureFolder, names.Next(notebook, title));
        Write($"{name}.json", figure.PlainFigure() + "\n");
        Write($"{name}.html", HtmlPage.Wrap($"{title} – {notebook.Title}", $"{figure.Html}\n", site: selfContained ? null : new(Root: "../"), hasCharts: true));
    }

    private void WriteIndex(RunDescription run) => Write(SiteNavigation.Index, SiteIndex.Write(notebooks, WriteDescription(run)));

    private RunDescription WriteDescription(RunDescription run)
    {
        var now = run with { Seconds = run.Seconds + clock.GetElapsedTime(begun).TotalSeconds };
        now.Write(folder.Results);
        return now;
    }

    private void Write(string file, string text)
    {
        AtomicFile.WriteAllText(Path.Combine(folder.Results, file), text, RunFileKinds.KindOf(file));
        if (!files.Contains(file))
        {
            files.Add(file);
        }
    }
}

/// <summary>The navigation of a page in a site: links to the index and to the notebooks before and after it, if any.</summary>
/// <param name="Before">The notebook before.</param>
/// <param name="After">The notebook after.</param>
/// <param name="Root">The way from the page to the index's folder: nothing, or <c>../</c>.</param>
internal sealed record SiteNavigation(Notebook? Before = null, Notebook? After = null, string Root = "")
{
    public const string Name = "GenreNotebooks", Index = "index.html", PlotlyFile = "plotly.js";

    /// <summary>Loads the plotly.js of the site, which draws the charts of the page.</summary>
    public string Script => $"<script defer src=\"{Root}{PlotlyFile}\"></script>\n";

    public string Header => $"<header class=\"site\"><a href=\"{Root}{Index}\">{Name}</a></header>\n";

    public string Footer => Before is null && After is null ? "" : $"""
        <footer><nav class="neighbours" aria-label="Notebooks">
        {Link(Before, "prev", "Before")}{Link(After, "next", "Next")}</nav></footer>

        """;

    public static string FileOf(Notebook notebook) => $"{notebook.Name}.html";

    public static string AddressOf(Notebook notebook) => Uri.EscapeDataString(FileOf(notebook));

    private static string Link(Notebook? notebook, string relation, string word) => notebook is null ? ""
        : $"<a rel=\"{relation}\" href=\"{AddressOf(notebook)}\">{word}: {WebUtility.HtmlEncode(notebook.Title)}</a>\n";
}
