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
        Description = "A .dib file, or the name or number of a notebook in notebooks/ (03, 03-lyrics). Default: the six of the blog, 01 to 06.",
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
    private static readonly Option<int> Timeout = new("--timeout")
    {
        Description = "Seconds that one cell may take.",
        HelpName = "S",
        DefaultValueFactory = _ => 1800,
    };

    public static Command Create()
    {
        var command = new Command("run", "Executes notebooks and writes executed .ipynb, .html and figures.") { Notebooks, DataOptions.Data, DataOptions.Sample, Set, Out, Timeout, Figures, Format };
        foreach (var option in FigureOptions.OfLook)
        {
            command.Add(option);
        }
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new RunOptions(ChildEnvironment(parsed), Limit(parsed.GetValue(Timeout)));
        var finder = new NotebookFinder(Directory.GetCurrentDirectory(), RepositoryRoot.Find());
        var notebooks = Parameters.Apply(finder.Find(parsed.GetValue(Notebooks) ?? []), Parameters.Read(parsed.GetValue(Set) ?? []));
        var folder = Path.GetFullPath(parsed.GetValue(Out) ?? finder.DefaultOutput);
        AtomicFile.EnsureWritableFolder(folder, $"--out {folder}"); // before hours of training
        var images = ReadImages(parsed);
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var progress = new RunProgress(output, Terminal.Of(output));
        var done = new List<ExecutedNotebook>();
        try
        {
            foreach (var notebook in notebooks)
            {
                var result = await progress.ShowAsync(notebook, () => new NotebookRun(notebook, options, progress).RunAsync(cancellation));
                progress.EndLine();
                RunOutputs.Write(folder, result);
                images?.Write(result);
                done.Add(result);
                RunReport.Explain(result, error);
            }
        }
        finally
        {
            RunReport.Summarise(done, folder, output);
            images?.Summarise(output);
        }
        return done.All(result => result.FailedCell is null) ? 0 : 1;
    }

    // Found once, so that a folder that does not fit is one message and not one for each notebook.
    private static Dictionary<string, string?> ChildEnvironment(ParseResult parsed) =>
        new() { [DataFolder.EnvironmentVariable] = DataOptions.Find(parsed).FolderPath ?? DataFolder.SampleWord };

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
