using System.CommandLine;
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

    private static readonly Option<int> Timeout = new("--timeout")
    {
        Description = "Seconds that one cell may take.",
        HelpName = "S",
        DefaultValueFactory = _ => 1800,
    };

    public static Command Create()
    {
        var command = new Command("run", "Executes notebooks and writes executed .ipynb, .html and figures.") { Notebooks, DataOptions.Data, DataOptions.Sample, Set, Timeout };
        foreach (var option in RunOutputOptions.All)
        {
            command.Add(option);
        }
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var finder = new NotebookFinder(Directory.GetCurrentDirectory(), RepositoryRoot.Find());
        using var copies = RunOutputOptions.ReadRender(parsed, Set);
        var found = finder.Find(parsed.GetValue(Notebooks) ?? [], ofTheBlog: !RunOutputOptions.AreForAll(parsed));
        var notebooks = Parameters.Apply(found, Parameters.Read(parsed.GetValue(Set) ?? []));
        var data = copies is null ? DataOptions.Find(parsed) : DataFolder.Sample;
        var options = new RunOptions(copies?.Environment ?? EnvironmentOf(data), Limit(parsed.GetValue(Timeout)));
        var results = RunOutputOptions.Read(parsed, finder.DefaultOutput, data.IsSample, copies);
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

    private static TimeSpan Limit(int seconds) => seconds is > 0 and <= 1_000_000 ? TimeSpan.FromSeconds(seconds)
        : throw new InputException($"--timeout {seconds}: seconds between 1 and 1000000 are expected.");
}
