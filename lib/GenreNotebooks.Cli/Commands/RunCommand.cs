using System.CommandLine;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Executes notebooks headless; see the command line table of the README.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Notebooks = new("NOTEBOOK")
    {
        Description = "A .dib or .ipynb file, or the name or number of a notebook in notebooks/ (03, 03-lyrics). Default: the six of the blog, 01 to 06; all with --render or --site.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Gives a variable of the parameters cell another value (int, double, string or bool); may be repeated.",
        HelpName = "NAME=VALUE",
    };

    private static readonly Option<int> Timeout = new("--timeout")
    {
        Description = "Seconds that one cell may take.",
        HelpName = "S",
        DefaultValueFactory = _ => 1800,
    };

    private static readonly Option<int> Memory = new("--memory")
    {
        Description = "Megabytes of memory that a notebook may use, with all the processes that it starts.",
        HelpName = "MB",
        DefaultValueFactory = _ => 8192,
    };

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Goes on from the last finished notebook of a run into the same folder that was interrupted; the same cells, data and build are not run again.",
    };

    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Also shows what the cells print." };

    /// <param name="clock">What measures time; by default the system's clock.</param>
    public static Command Create(TimeProvider? clock = null)
    {
        var command = new Command("run", "Executes notebooks and writes executed .ipynb, .html and figures.")
        {
            Notebooks, DataOptions.Data, DataOptions.Sample, Set, Timeout, Memory, Resume, Verbose,
        };
        foreach (var option in RunOutputOptions.All)
        {
            command.Add(option);
        }
        command.SetAction((parsed, cancellation) => RunAsync(parsed, clock ?? TimeProvider.System, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TimeProvider clock, CancellationToken cancellation)
    {
        var finder = new NotebookFinder(Directory.GetCurrentDirectory(), RepositoryRoot.Find());
        using var copies = RunOutputOptions.ReadRender(parsed, Set, Resume);
        var found = finder.Find(parsed.GetValue(Notebooks) ?? [], ofTheBlog: !RunOutputOptions.AreForAll(parsed));
        var notebooks = Parameters.Apply(found, Parameters.Read(parsed.GetValue(Set) ?? []));
        var data = copies is null ? DataOptions.Find(parsed) : DataFolder.Sample;
        var options = new RunOptions(
            copies?.Environment ?? EnvironmentOf(data), TimeLimit(parsed.GetValue(Timeout)), MemoryLimit(parsed.GetValue(Memory)), clock);
        var folder = RunOutputOptions.ReadFolder(parsed, finder.DefaultOutput, notebooks);
        var results = RunOutputOptions.Read(parsed, folder, data.IsSample, copies);
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        RunReport.Announce(notebooks.Count, data, results, output);
        using var alone = folder is null ? null : FileLock.Take(Path.Combine(folder, "run"), error.WriteLine, cancellation);
        var kept = folder is null || copies is not null ? null : new KeptNotebooks(folder, data);
        if (!parsed.GetValue(Resume))
        {
            kept?.Drop();
        }
        var display = new RunDisplay(notebooks, output, Terminal.Of(output), parsed.GetValue(Verbose), clock);
        return await new RunSession(options, results, kept, display, output, error).RunAsync(notebooks, cancellation) ? 0 : 1;
    }

    // Found once, so that a folder that does not fit is one message and not one for each notebook.
    private static Dictionary<string, string?> EnvironmentOf(DataFolder data) =>
        new() { [DataFolder.EnvironmentVariable] = data.FolderPath ?? DataFolder.SampleWord };

    private static TimeSpan TimeLimit(int seconds) => seconds is > 0 and <= 1_000_000 ? TimeSpan.FromSeconds(seconds)
        : throw new InputException($"--timeout {seconds}: seconds between 1 and 1000000 are expected.");

    private static int MemoryLimit(int megabytes) => megabytes is >= 256 and <= 1_000_000 ? megabytes
        : throw new InputException($"--memory {megabytes}: megabytes between 256 and 1000000 are expected.");
}
