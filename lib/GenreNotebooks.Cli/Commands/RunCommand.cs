using System.CommandLine;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>run</c>: executes notebooks without an editor.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Notebooks = new("NOTEBOOK")
    {
        Description = "A .dib or .ipynb file, or the number, the name or a part of the name of a notebook in notebooks/ (3, 03-lyrics, lyrics). Default: the six of the post, 01 to 06; all with --render or --site.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Gives a variable of the parameters cell another value (a number, bool, char, string, or several with commas for an array); may be repeated.",
        HelpName = "NAME=VALUE",
    };

    private static readonly ValueOption<int> Timeout = OptionValue.Whole.One("--timeout", "Seconds that one cell may take.", 1800);

    private static readonly ValueOption<int> Memory = OptionValue.Whole.One("--memory", "Megabytes of memory that a notebook may use, with all the processes that it starts.", 8192);

    private static readonly ValueOption<int> Jobs = OptionValue.Whole.One("--jobs", "How many notebooks run at a time; by default one per core.", Environment.ProcessorCount);

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Continues an interrupted run in the same folder: finished notebooks with the same cells, data and build are not run again.",
    };

    private static readonly Option<bool> WithoutLyrics = new("--without-lyrics")
    {
        Description = "Hides lyrics, titles and artists' names in the library's tables, songs, items and batches: for pages to publish.",
    };

    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Also shows what the cells print." };

    /// <param name="clock">The clock; by default the system's.</param>
    public static Command Create(TimeProvider? clock = null)
    {
        var command = new AdvisingCommand("run", "Executes notebooks and writes executed .ipynb, .html and figures.", ["--seed", .. TrainingSettings.All.Select(setting => setting.One.Name)], Advise)
        {
            Notebooks, DataOptions.Data, DataOptions.Sample, Set, Jobs, Timeout, Memory, Resume, WithoutLyrics, Verbose,
        };
        foreach (var option in RunOutputOptions.All)
        {
            command.Add(option);
        }
        command.SetAction((parsed, cancellation) => RunAsync(parsed, clock ?? TimeProvider.System, cancellation));
        return command;
    }

    /// <summary>An option of <c>train</c> is a value of a notebook's parameters cell.</summary>
    private static string Advise(string option, string? value)
    {
        var words = option == "--embedding" ? ["embedding", "dim"] : option.TrimStart('-').Split('-');
        var name = string.Concat([words[0], .. words[1..].Select(word => char.ToUpperInvariant(word[0]) + word[1..])]);
        return $"Notebooks take {option} as a value of their parameters cell: --set {name}={value ?? "VALUE"}.";
    }

    private static async Task<int> RunAsync(ParseResult parsed, TimeProvider clock, CancellationToken cancellation)
    {
        var finder = new NotebookFinder(Directory.GetCurrentDirectory(), RepositoryRoot.Find());
        var data = DataOptions.Find(parsed);
        using var copies = RunOutputOptions.ReadRender(parsed, data, Set, Resume);
        var found = finder.Find(parsed.GetValue(Notebooks) ?? [], ofThePost: !RunOutputOptions.AreForAll(parsed));
        var notebooks = Parameters.Apply(found, Parameters.Read(parsed.GetValue(Set) ?? []));
        var turns = new NotebookTurns(notebooks, CheckedJobs(Jobs.Of(parsed)));
        var environment = EnvironmentOf(data, parsed.GetValue(WithoutLyrics));
        var options = new RunOptions(
            copies is null ? _ => environment : copies.EnvironmentOf, TimeLimit(Timeout.Of(parsed)), MemoryLimit(Memory.Of(parsed)), clock);
        var folder = RunOutputOptions.ReadFolder(parsed, finder.DefaultOutput, notebooks);
        var results = RunOutputOptions.Read(parsed, folder, data.IsSample, copies);
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        RunReport.Announce(notebooks.Count, data, results, output);
        using var alone = folder is null ? null : FileLock.Take(Path.Combine(folder, "run"), error.WriteLine, cancellation);
        var checkpoints = folder is null || copies is not null ? null : new NotebookCheckpoints(folder, data, parsed.GetValue(WithoutLyrics));
        if (!parsed.GetValue(Resume))
        {
            checkpoints?.DeleteAll();
        }
        var display = new RunDisplay(notebooks, output, Terminal.Of(output), parsed.GetValue(Verbose), clock);
        return await new RunSession(options, results, checkpoints, display, output, error).RunAsync(notebooks, turns, cancellation) ? 0 : 1;
    }

    // Found here, so that an unfit folder is one message and not one per notebook.
    private static Dictionary<string, string?> EnvironmentOf(DataFolder data, bool withoutLyrics)
    {
        var environment = new Dictionary<string, string?> { [DataFolder.EnvironmentVariable] = data.FolderPath ?? DataFolder.SampleWord };
        if (withoutLyrics)
        {
            environment[HiddenLyrics.EnvironmentVariable] = HiddenLyrics.Word;
        }
        return environment;
    }

    private static int CheckedJobs(int jobs) => jobs is >= 1 and <= 1024 ? jobs : throw new InputException($"--jobs {jobs}: expected 1 to 1024.");

    private static TimeSpan TimeLimit(int seconds) => seconds is > 0 and <= 1_000_000 ? TimeSpan.FromSeconds(seconds)
        : throw new InputException($"--timeout {seconds}: seconds between 1 and 1000000 are expected.");

    private static int MemoryLimit(int megabytes) => megabytes is >= 256 and <= 1_000_000 ? megabytes
        : throw new InputException($"--memory {megabytes}: megabytes between 256 and 1000000 are expected.");
}

/// <summary>The child process of <c>run</c> for one notebook; hidden from the help.</summary>
internal static class RunNotebookCommand
{
    public static Command Create()
    {
        var pipe = new Option<string>("--pipe") { Required = true };
        var command = new Command("run-notebook", "Runs the cells given on standard input; started by run.") { pipe };
        command.Hidden = true;
        command.SetAction((parsed, _) => ScriptHost.RunAsync(parsed.GetRequiredValue(pipe)));
        return command;
    }
}

/// <summary>The options of <c>run</c> for its results.</summary>
internal static class RunOutputOptions
{
    private static readonly Option<string?> Out = PathOption.Create("--out", "DIR", "Folder for the results. Default: artifacts/run in the repository.");
    private static readonly Option<string?> Figures = PathOption.Create("--figures", "DIR", "Saves every chart as images for a write-up in this folder too.");
    private static readonly Option<string[]> Format = FigureOptions.Format(Plot.ImageFormats);
    private static readonly Option<string?> SiteFolder = PathOption.Create("--site", "DIR", "Also writes the notebooks as a static site that needs no network, index.html with the results first.");

    private static readonly Option<bool> Render = new("--render")
    {
        Description = "Writes copies to commit and to read anywhere into rendered/ beside each notebook: lyrics, titles and artists' names hidden, charts as images beside Plotly's JSON; other results only with --out.",
    };

    public static IReadOnlyList<Option> All { get; } = [Out, Render, SiteFolder, Figures, Format, .. FigureOptions.OfLook];

    /// <summary>Whether an option defaults to all notebooks, not only those of the post.</summary>
    public static bool AreForAll(ParseResult parsed) => parsed.GetValue(Render) || parsed.GetValue(SiteFolder) is not null;

    /// <summary>All results to write.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="folder">From <see cref="ReadFolder"/>.</param>
    /// <param name="onSample">Whether the songs are the sample.</param>
    /// <param name="copies">From <see cref="ReadRender"/>.</param>
    public static IReadOnlyList<IRunOutput> Read(ParseResult parsed, string? folder, bool onSample, RenderedCopies? copies) =>
        [.. new IRunOutput?[] { folder is null ? null : new RunFiles(folder), ReadImages(parsed), copies, ReadSite(parsed, onSample) }.OfType<IRunOutput>()];

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

    /// <summary>The folder of the results; null with <c>--render</c> alone, so that results in the default folder stay.</summary>
    public static string? ReadFolder(ParseResult parsed, string usual, IReadOnlyList<Notebook> notebooks)
    {
        foreach (var copy in parsed.GetValue(Render) ? notebooks.Select(RenderedCopies.PathOf) : [])
        {
            OutputFile.RequireNoInput(copy, copy, notebooks.Select(notebook => notebook.Path));
        }
        if (parsed.GetValue(Render) && parsed.GetResult(Out) is null)
        {
            return null;
        }
        var folder = Path.GetFullPath(parsed.GetValue(Out) ?? usual);
        AtomicFile.EnsureWritableFolder(folder, $"--out {folder}"); // before hours of training
        foreach (var path in notebooks.SelectMany(notebook => RunFiles.PathsOf(folder, notebook)))
        {
            OutputFile.RequireNoInput(path, path, notebooks.Select(notebook => notebook.Path));
            RunFiles.EnsureReplaceable(path);
        }
        return folder;
    }

    private static Site? ReadSite(ParseResult parsed, bool onSample)
    {
        if (parsed.GetValue(SiteFolder) is not { } folder)
        {
            return null;
        }
        AtomicFile.EnsureWritableFolder(folder, $"--site {folder}");
        AtomicFile.EnsureWritable(Path.Combine(folder, SiteNavigation.Index), FileKind.Page);
        AtomicFile.EnsureWritable(Path.Combine(folder, SiteNavigation.PlotlyFile), FileKind.Script);
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
