using System.CommandLine;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>genre sweep</c>: a grid of training runs side by side, a JSON line each, with a summary and charts.</summary>
internal static class SweepCommand
{
    private static readonly Option<int> Jobs = OptionValue.Whole.One(
        "--jobs", "How many runs are made at a time, each on one thread; by default as many as there are cores.", Environment.ProcessorCount);
    private static readonly Option<string?> Out = PathOption.Create(
        "--out", "DIR", "Folder for runs.jsonl, summary.csv and charts. Default: artifacts/sweep in the repository.");
    private static readonly Option<bool> List = new("--list") { Description = "Run nothing; print each run as a command line of its own." };

    public static Command Create()
    {
        var command = new Command("sweep", "Trains a grid of runs side by side and puts them together over their seeds. Runs that are in the folder are not made again.");
        foreach (var option in (Option[])[.. SweepGrid.Options, Jobs, Out, List, DataOptions.Data, DataOptions.Sample])
        {
            command.Add(option);
        }
        command.SetAction((arguments, cancellation) => Task.FromResult(Run(arguments, cancellation)));
        return command;
    }

    private static int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var grid = SweepGrid.Read(arguments);
        if (arguments.GetValue(List))
        {
            SweepList.Write(output, grid.Select(point => point.Words), SharedWords(arguments));
            return 0;
        }
        var (jobs, data) = (CheckedJobs(arguments), DataOptions.Find(arguments));
        var sweep = new Sweep(data, Folder(arguments)) { Jobs = jobs };
        output.WriteLine(data.Notice);
        output.WriteLine($"{grid.Count} runs, up to {jobs} at a time, to {sweep.Lines.FilePath}");
        try
        {
            var runs = SweepProgress.Show(output, Terminal.Of(output), [.. grid.Select(point => point.Point)],
                (onRun, onEpoch) => sweep.Run(grid.Select(point => point.Point), onRun, onEpoch, cancellation));
            Report(runs, sweep.Lines, output);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            error.WriteLine($"Cancelled. Finished runs are kept in {sweep.Lines.FilePath}: give the same command again to go on.");
            return CommandLine.Cancelled;
        }
    }

    private static string Folder(ParseResult arguments)
    {
        var folder = Path.GetFullPath(arguments.GetValue(Out) ?? Path.Combine(RepositoryRoot.Find() ?? ".", "artifacts", "sweep"));
        AtomicFile.EnsureWritableFolder(folder, $"--out {folder}"); // before hours of training
        return folder;
    }

    private static string[] SharedWords(ParseResult arguments) =>
    [
        .. arguments.GetValue(DataOptions.Data) is { } data ? new[] { "--data", data } : [],
        .. arguments.GetValue(DataOptions.Sample) ? new[] { "--sample" } : [],
        .. arguments.GetValue(Out) is { } folder ? new[] { "--out", folder } : [],
    ];

    private static int CheckedJobs(ParseResult arguments) => arguments.GetValue(Jobs) is >= 1 and <= 1024 and var jobs ? jobs
        : throw new InputException($"--jobs {arguments.GetValue(Jobs)}: expected 1 to 1024.");

    /// <summary>Puts all runs of the folder on these songs together: the runs of a grid may have come from many commands.</summary>
    private static void Report(IReadOnlyList<RunRecord> runs, RunLines lines, TextWriter output)
    {
        var (songs, vocabulary) = (runs[0].Data.Sha256, runs[0].VocabularySha256);
        var summary = SweepSummary.Of(lines.Read().Where(run => run.Data.Sha256 == songs && run.VocabularySha256 == vocabulary));
        output.WriteLine();
        output.WriteLine(summary.ToString());
        output.WriteLine();
        var others = runs.Count(run => run.Environment.LibraryBuild != RunEnvironment.ThisBuild);
        if (others > 0)
        {
            output.WriteLine($"{others} of the {runs.Count} runs were made by another build of the library: delete {lines.FilePath} to make them again.");
        }
        var folder = Path.GetDirectoryName(lines.FilePath)!;
        summary.Save(Path.Combine(folder, "summary.csv"));
        output.WriteLine(Path.Combine(folder, "summary.csv"));
        foreach (var (name, chart) in RunCharts.Of(summary))
        {
            output.WriteLine(chart.Save(Path.Combine(folder, $"{name}.html")));
            output.WriteLine(chart.Save(Path.Combine(folder, $"{name}.json")));
        }
    }
}
