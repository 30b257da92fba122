using System.CommandLine;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Commands;

/// <summary>What <c>run</c> leaves behind: the options, and where each has its files written.</summary>
internal static class RunOutputOptions
{
    private static readonly Option<string?> Out = PathOption.Create("--out", "DIR", "Folder for the results. Default: artifacts/run in the repository.");
    private static readonly Option<string?> Figures = PathOption.Create("--figures", "DIR", "Saves every chart as images for a write-up in this folder too.");
    private static readonly Option<string[]> Format = FigureOptions.Format(Plot.ImageFormats);
    private static readonly Option<string?> SiteFolder = PathOption.Create("--site", "DIR", "Also writes the notebooks as a static site that needs no network, index.html with the results first.");

    private static readonly Option<bool> Render = new("--render")
    {
        Description = "Runs on the sample and writes copies to be kept and read anywhere, charts as images beside Plotly's JSON, into rendered/ beside each notebook; other results only with --out.",
    };

    public static IReadOnlyList<Option> All { get; } = [Out, Render, SiteFolder, Figures, Format, .. FigureOptions.OfLook];

    /// <summary>Whether something is asked for that wants all notebooks, not only the blog's.</summary>
    public static bool AreForAll(ParseResult parsed) => parsed.GetValue(Render) || parsed.GetValue(SiteFolder) is not null;

    /// <param name="parsed">What was given.</param>
    /// <param name="folder">That of <see cref="ReadFolder"/>.</param>
    /// <param name="onSample">Whether the songs are those of the sample.</param>
    /// <param name="copies">Those of <see cref="ReadRender"/>.</param>
    public static IReadOnlyList<IRunOutput> Read(ParseResult parsed, string? folder, bool onSample, RenderedCopies? copies) =>
        [.. new IRunOutput?[] { folder is null ? null : new RunOutputs(folder), ReadImages(parsed), copies, ReadSite(parsed, onSample) }.OfType<IRunOutput>()];

    /// <param name="parsed">What was given.</param>
    /// <param name="against">The options that copies do not go with.</param>
    public static RenderedCopies? ReadRender(ParseResult parsed, params Option[] against)
    {
        if (!parsed.GetValue(Render))
        {
            return null;
        }
        var odd = ((Option[])[DataOptions.Data, .. against]).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        if (odd is not null)
        {
            throw new InputException($"--render shows the notebooks as they are, run anew on the sample: leave out {odd.Name}.");
        }
        InstalledBrowser.Find();
        return new();
    }

    /// <summary>The folder of the results; none if only copies are wanted: results on real songs that lie in the default folder stay.</summary>
    public static string? ReadFolder(ParseResult parsed, string usual, IEnumerable<Notebook> notebooks)
    {
        if (parsed.GetValue(Render) && parsed.GetResult(Out) is null)
        {
            return null;
        }
        var folder = Path.GetFullPath(parsed.GetValue(Out) ?? usual);
        if (notebooks.FirstOrDefault(notebook => Path.GetFullPath(notebook.Path) == Path.Combine(folder, notebook.Name + Notebook.JupyterExtension)) is { } itself)
        {
            throw new InputException($"--out {folder}: the executed copy of {itself.Path} would take its place; give another folder.");
        }
        AtomicFile.EnsureWritableFolder(folder, $"--out {folder}"); // before hours of training
        return folder;
    }

    private static Site? ReadSite(ParseResult parsed, bool onSample)
    {
        if (parsed.GetValue(SiteFolder) is not { } folder)
        {
            return null;
        }
        AtomicFile.EnsureWritableFolder(folder, $"--site {folder}");
        return new(Path.GetFullPath(folder), onSample);
    }

    private static RunImages? ReadImages(ParseResult parsed)
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
