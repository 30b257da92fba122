using System.CommandLine;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>run</c>: executes notebooks without an editor.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Notebooks = new("NOTEBOOK")
    {
        Description = "A .dib or .ipynb file, or the number, the name or a part of the name of a notebook in notebooks/ (3, 03-lyrics, lyrics). Default: the six of the post, 01 to 06; all with --render.",
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
        Description = "Continues an interrupted run: finished notebooks with the same cells, data and build are not run again. Without --out, the newest unfinished run of the same notebooks, settings and songs.",
    };

    private static readonly Option<bool> WithoutLyrics = new("--without-lyrics")
    {
        Description = "Hides lyrics, titles and artists' names in the library's tables, songs, items and batches: for pages to publish.",
    };

    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Also shows what the cells print." };

    /// <param name="clock">The clock; by default the system's.</param>
    /// <param name="start">The working directory; by default the process's.</param>
    /// <param name="runs">The folder where notebooks keep their training runs; by default as <see cref="RunStore.Default"/> finds it.</param>
    public static Command Create(TimeProvider? clock = null, string? start = null, string? runs = null)
    {
        var command = new AdvisingCommand("run", "Executes notebooks and writes executed .ipynb, .html and figures.", ["--seed", .. TrainingSettings.All.Select(setting => setting.One.Name)], Advise)
        {
            Notebooks, DataOptions.Data, DataOptions.Sample, Set, Jobs, Timeout, Memory, Resume, WithoutLyrics, Verbose,
        };
        foreach (var option in RunOutputOptions.All)
        {
            command.Add(option);
        }
        command.SetAction((parsed, cancellation) => RunAsync(parsed, start ?? Directory.GetCurrentDirectory(), runs, clock ?? TimeProvider.System, cancellation));
        return command;
    }

    /// <summary>An option of <c>train</c> is a value of a notebook's parameters cell.</summary>
    private static string Advise(string option, string? value)
    {
        var words = option == "--embedding" ? ["embedding", "dim"] : option.TrimStart('-').Split('-');
        var name = string.Concat([words[0], .. words[1..].Select(word => char.ToUpperInvariant(word[0]) + word[1..])]);
        return $"Notebooks take {option} as a value of their parameters cell: --set {name}={value ?? "VALUE"}.";
    }

    private static async Task<int> RunAsync(ParseResult parsed, string start, string? runs, TimeProvider clock, CancellationToken cancellation)
    {
        var finder = new NotebookFinder(start, RepositoryRoot.Find(start));
        var data = DataOptions.Find(parsed);
        using var copies = RunOutputOptions.ReadRender(parsed, data, Set, Resume);
        var set = Parameters.Read(parsed.GetValue(Set) ?? []);
        var notebooks = Parameters.Apply(finder.Find(parsed.GetValue(Notebooks) ?? [], ofThePost: copies is null), set);
        var turns = new NotebookTurns(notebooks, CheckedJobs(Jobs.Of(parsed)));
        var withoutLyrics = parsed.GetValue(WithoutLyrics);
        var environment = EnvironmentOf(data, withoutLyrics, runs);
        var options = new RunOptions(
            copies is null ? _ => environment : copies.EnvironmentOf, TimeLimit(Timeout.Of(parsed)), MemoryLimit(Memory.Of(parsed)), clock);
        var images = RunOutputOptions.ReadImages(parsed);
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        RunOutputOptions.RequirePlaces(parsed, notebooks);
        var run = RunDescription.Of(notebooks, set, withoutLyrics, data, clock.GetLocalNow());
        using var folder = RunOutputOptions.TakeFolder(parsed, new KeptRuns(finder.KeptRuns), run, parsed.GetValue(Resume), error.WriteLine, cancellation);
        var site = folder is null ? null : Site.Begin(folder, run, RunOutputOptions.IsSelfContained(parsed), parsed.GetValue(Resume), clock);
        IRunOutput[] results = [.. new IRunOutput?[] { site, images, copies }.OfType<IRunOutput>()];
        RunReport.Announce(notebooks.Count, data, results, output);
        var checkpoints = folder is null || copies is not null ? null : new NotebookCheckpoints(folder.Root, data, withoutLyrics);
        if (!parsed.GetValue(Resume))
        {
            checkpoints?.DeleteAll();
        }
        var display = new RunDisplay(notebooks, output, Terminal.Of(output), parsed.GetValue(Verbose), clock);
        return await new RunSession(options, results, checkpoints, display, output, error).RunAsync(notebooks, turns, cancellation) ? 0 : 1;
    }

    // Found here, so that an unfit folder is one message and not one per notebook.
    private static Dictionary<string, string?> EnvironmentOf(DataFolder data, bool withoutLyrics, string? runs)
    {
        var environment = new Dictionary<string, string?> { [DataFolder.EnvironmentVariable] = data.FolderPath ?? DataFolder.SampleWord };
        if (runs is not null)
        {
            environment[RunStore.EnvironmentVariable] = runs;
        }
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
