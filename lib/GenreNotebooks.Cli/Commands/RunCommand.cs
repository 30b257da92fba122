using System.CommandLine;
using GenreNotebooks.Charts;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Executes notebooks headless; see the command line table of the README.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Notebooks = new("NOTEBOOK")
    {
        Description = "A .dib file, or the name or number of a notebook in notebooks/ (03, 03-lyrics). Default: the six of the blog, 01 to 06; all with --render or --site.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Gives a variable of the parameters cell another value (int, double, string or bool); may be repeated.",
        HelpName = "NAME=VALUE",
    };

    private static readonly Option<string?> Out = PathOption.Create("--out", "DIR", "Folder for the results. Default: artifacts/run in the repository.");
    private static readonly Option<string?> Figures = PathOption.Create("--figures", "DIR", "Saves every chart as images for a write-up in this folder too.");
    private static readonly Option<string[]> Format = FigureOptions.Format(FigureImage.Formats);
    private static readonly Option<string?> SiteFolder = PathOption.Create("--site", "DIR", "Also writes the notebooks as a static site that needs no network, index.html with the results first.");

    private static readonly Option<bool> Render = new("--render")
    {
        Description = "Runs on the sample and writes copies to be kept and read anywhere, charts as images beside Plotly's JSON, into rendered/ beside each notebook; other results only with --out.",
    };

    private static readonly Option<int> Timeout = new("--timeout")
    {
        Description = "Seconds that one cell may take.",
        HelpName = "S",
        DefaultValueFactory = _ => 1800,
    };

    public static Command Create()
    {
        var command = new Command("run", "Executes notebooks and writes executed .ipynb, .html and figures.") { Notebooks, DataOptions.Data, DataOptions.Sample, Set, Out, Timeout, Render, SiteFolder, Figures, Format };
        foreach (var option in FigureOptions.OfLook)
        {
            command.Add(option);
        }
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var finder = new NotebookFinder(Directory.GetCurrentDirectory(), RepositoryRoot.Find());
        using var copies = ReadRender(parsed);
        var notebooks = Parameters.Apply(finder.Find(parsed.GetValue(Notebooks) ?? [], ofTheBlog: copies is null && parsed.GetValue(SiteFolder) is null), Parameters.Read(parsed.GetValue(Set) ?? []));
        var data = copies is null ? DataOptions.Find(parsed) : DataFolder.Sample;
        var options = new RunOptions(copies?.Environment ?? EnvironmentOf(data), Limit(parsed.GetValue(Timeout)));
        IReadOnlyList<IRunOutput> results =
            [.. new IRunOutput?[] { ReadOut(parsed, finder), ReadImages(parsed), copies, ReadSite(parsed, data) }.OfType<IRunOutput>()];
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var progress = new RunProgress(output, Terminal.Of(output));
        var done = new List<ExecutedNotebook>();
        try
        {
            foreach (var notebook in notebooks)
            {
                var executed = await progress.ShowAsync(notebook, () => new NotebookRun(notebook, options, progress).RunAsync(cancellation));
                progress.EndLine();
                done.Add(executed);
                RunReport.Explain(executed, error);
                WriteAll(results, executed);
            }
        }
        finally
        {
            RunReport.Summarise(done, results, output);
        }
        return done.All(result => result.FailedCell is null) ? 0 : 1;
    }

    private static void WriteAll(IEnumerable<IRunOutput> results, ExecutedNotebook executed)
    {
        foreach (var result in results)
        {
            result.Write(executed);
        }
    }

    // Found once, so that a folder that does not fit is one message and not one for each notebook.
    private static Dictionary<string, string?> EnvironmentOf(DataFolder data) =>
        new() { [DataFolder.EnvironmentVariable] = data.FolderPath ?? DataFolder.SampleWord };

    /// <summary>None if only copies are wanted: results on real songs that lie in the default folder stay.</summary>
    private static RunOutputs? ReadOut(ParseResult parsed, NotebookFinder finder)
    {
        if (parsed.GetValue(Render) && parsed.GetResult(Out) is null)
        {
            return null;
        }
        var folder = Path.GetFullPath(parsed.GetValue(Out) ?? finder.DefaultOutput);
        AtomicFile.EnsureWritableFolder(folder, $"--out {folder}"); // before hours of training
        return new(folder);
    }

    private static RenderedCopies? ReadRender(ParseResult parsed)
    {
        if (!parsed.GetValue(Render))
        {
            return null;
        }
        var against = ((Option[])[DataOptions.Data, Set]).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        if (against is not null)
        {
            throw new InputException($"--render shows the notebooks as they are, on the sample: leave out {against.Name}.");
        }
        InstalledBrowser.Find();
        return new();
    }

    private static Site? ReadSite(ParseResult parsed, DataFolder data)
    {
        if (parsed.GetValue(SiteFolder) is not { } folder)
        {
            return null;
        }
        AtomicFile.EnsureWritableFolder(folder, $"--site {folder}");
        return new(Path.GetFullPath(folder), data.IsSample);
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

    private static TimeSpan Limit(int seconds) => seconds is > 0 and <= 1_000_000 ? TimeSpan.FromSeconds(seconds)
        : throw new InputException($"--timeout {seconds}: seconds between 1 and 1000000 are expected.");
}
