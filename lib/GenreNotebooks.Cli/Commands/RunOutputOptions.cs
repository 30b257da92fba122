using System.CommandLine;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The options of <c>run</c> for its results.</summary>
internal static class RunOutputOptions
{
    private static readonly Option<string?> Out = PathOption.Create(
        "--out", "DIR", "Folder for the results; those of a run whose cells do not all run stay in unfinished/ there. Default: a folder with date and settings below artifacts/run in the repository, the newest good one also as artifacts/run/latest.");
    private static readonly Option<bool> SelfContained = new("--self-contained") { Description = "Writes plotly.js into each page, so that a page can be sent on its own." };
    private static readonly Option<string?> Figures = PathOption.Create("--figures", "DIR", "Saves every chart as images for a write-up in this folder too.");
    private static readonly Option<string[]> Format = FigureOptions.Format(Plot.ImageFormats);
    private static readonly Option<string?> SiteFolder = new("--site") { Hidden = true };

    private static readonly Option<bool> Render = new("--render")
    {
        Description = "Writes copies to commit and to read anywhere into rendered/ beside each notebook: lyrics, titles and artists' names hidden, charts as images beside Plotly's JSON; other results only with --out.",
    };

    static RunOutputOptions() => SiteFolder.Validators.Add(result => result.AddError("--site is the default now: use --out DIR."));

    public static IReadOnlyList<Option> All { get; } = [Out, SelfContained, Render, SiteFolder, Figures, Format, .. FigureOptions.OfLook];

    public static bool IsSelfContained(ParseResult parsed) => parsed.GetValue(SelfContained);

    /// <summary>The rendered copies to write, or null.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="data">The songs.</param>
    /// <param name="excluded">The options that <c>--render</c> excludes.</param>
    public static RenderedCopies? ReadRender(ParseResult parsed, DataFolder data, params Option[] excluded)
    {
        if (!parsed.GetValue(Render))
        {
            return null;
        }
        var odd = excluded.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        if (odd is not null)
        {
            throw new InputException($"--render runs the unchanged notebooks from the start: leave out {odd.Name}.");
        }
        InstalledBrowser.Find();
        return new(data);
    }

    /// <summary>Checks that the results can be written and replace no other files, before hours of training.</summary>
    public static void RequirePlaces(ParseResult parsed, IReadOnlyList<Notebook> notebooks)
    {
        var inputs = notebooks.Select(notebook => notebook.Path).ToList();
        foreach (var copy in parsed.GetValue(Render) ? notebooks.Select(RenderedCopies.PathOf) : [])
        {
            OutputFile.RequireNoInput(copy, copy, inputs);
        }
        if (parsed.GetValue(Out) is not { } given)
        {
            return;
        }
        var folder = Path.GetFullPath(given);
        AtomicFile.EnsureWritableFolder(folder, $"--out {folder}");
        foreach (var path in Site.FilesOf(notebooks, parsed.GetValue(SelfContained)).Select(file => Path.Combine(folder, file)))
        {
            OutputFile.RequireNoInput(path, path, inputs);
            RunFileKinds.EnsureReplaceable(path);
        }
    }

    /// <summary>The folder of the run; null with <c>--render</c> alone, which makes no other results.</summary>
    public static RunFolder? TakeFolder(ParseResult parsed, KeptRuns kept, RunDescription run, bool resumes, Action<string> say, CancellationToken cancellation)
    {
        if (parsed.GetValue(Out) is { } given)
        {
            return GivenFolder.Take(Path.GetFullPath(given), say, cancellation);
        }
        if (parsed.GetValue(Render))
        {
            return null;
        }
        var unfinished = resumes ? kept.Unfinished(run) : null;
        if (resumes && unfinished is null)
        {
            say($"There is no unfinished run of the same notebooks, settings and songs below {ShortPath.Of(kept.Root)}: this one starts from the first notebook.");
        }
        return unfinished ?? kept.Begin(run);
    }

    /// <summary>The images to save, or null.</summary>
    public static RunImages? ReadImages(ParseResult parsed)
    {
        if (parsed.GetValue(Figures) is not { } folder)
        {
            var alone = ((Option[])[Format, .. FigureOptions.OfLook]).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
            return alone is null ? null : throw new InputException($"{alone.Name} is about the images of --figures: give --figures DIR too.");
        }
        AtomicFile.EnsureWritableFolder(folder, $"--figures {folder}");
        return new(Path.GetFullPath(folder), FigureOptions.Read(parsed, Format), FigureOptions.Read(parsed));
    }
}
