using System.CommandLine;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>sweep</c>: a grid of training runs side by side, a JSON line each, with a page, a summary and charts.</summary>
internal static class SweepCommand
{
    private static readonly ValueOption<int> Jobs = OptionValue.Whole.One(
        "--jobs", "How many runs train at a time, each on one thread; by default one per core.", Environment.ProcessorCount);
    private static readonly Option<string?> Out = PathOption.Create(
        "--out", "DIR", "Folder for runs.jsonl, the page and the charts. Default: runs in artifacts/sweep, the page in a new folder there.");

    public static Command Create()
    {
        var command = new Command("sweep", "Trains a grid of runs side by side and averages them over seeds, on a page with a chart. Runs that are in the folder are not repeated.") { SweepGrid.Models };
        foreach (var option in (Option[])[.. SweepGrid.Options, Jobs, Out, CommandList.List, CommandList.NoSummary, DataOptions.Data, DataOptions.Sample])
        {
            command.Add(option);
        }
        command.SetAction((arguments, cancellation) => Task.FromResult(Run(arguments, cancellation)));
        return command;
    }

    private static int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var output = arguments.InvocationConfiguration.Output;
        var (grid, jobs) = (SweepGrid.Read(arguments), CheckedJobs(arguments));
        var pool = Path.GetFullPath(arguments.GetValue(Out) ?? RunList.SweepFolder);
        var isShared = pool == RunList.SweepFolder; // by sweeps on any songs, so none has its page there
        if (arguments.GetValue(CommandList.List))
        {
            CommandList.Write(arguments, "sweep", grid.Select(point => point.Words), pool);
            return 0;
        }
        var data = DataOptions.Find(arguments);
        AtomicFile.EnsureWritableFolder(pool, $"--out {pool}");
        var sweep = new Sweep(data, pool) { Jobs = jobs };
        if (!isShared && sweep.RunsOnOtherSongs() is [{ Data: var others }, ..])
        {
            throw new InputException(FormattableString.Invariant(
                $"--out {pool}: found runs on other songs ({others.Kind}, {others.Rows:N0} rows), expected none. They are left as they are: give another folder."));
        }
        output.WriteLine(data.Notice);
        output.WriteLine($"{(grid.Count == 1 ? "1 run" : $"{grid.Count} runs")}, up to {jobs} at a time, to {sweep.Lines.FilePath}");
        var progress = new SweepProgress(output, [.. grid.Select(point => point.Point)]);
        if (arguments.GetValue(CommandList.NoSummary))
        {
            return Train(arguments, sweep, progress, cancellation) is null ? CommandLine.Cancelled : 0; // 0 also if one diverged: it has ended, and a scheduler should not try it again
        }
        var results = new SweepResults(isShared ? DatedFolder.Create(pool, SweepGrid.NameOf(arguments)) : pool, sweep, progress)
        {
            CommandLine = string.Join(' ', arguments.Tokens.Select(token => CommandList.Quote(token.Value))),
            Songs = data,
        };
        output.WriteLine($"Page: {ShownPath(results.Page)}");
        return Finish(results, results.Keep(() => Train(arguments, sweep, progress, cancellation)), sweep.Lines, output);
    }

    /// <summary>Trains the runs; null if it was cancelled.</summary>
    private static IReadOnlyList<RunRecord>? Train(ParseResult arguments, Sweep sweep, SweepProgress progress, CancellationToken cancellation)
    {
        try
        {
            return progress.Show(Terminal.Of(arguments.InvocationConfiguration.Output), (onRun, onEpoch) => sweep.Run(progress.Points, onRun, onEpoch, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            arguments.InvocationConfiguration.Error.WriteLine(CommandList.Cancelled("runs", sweep.Lines.FilePath));
            return null;
        }
    }

    private static int Finish(SweepResults results, IReadOnlyList<RunRecord>? runs, RunLines lines, TextWriter output)
    {
        if (runs is null)
        {
            return CommandLine.Cancelled;
        }
        output.WriteLine();
        output.WriteLine(results.Save(output.WriteLine).ToString());
        output.WriteLine();
        if (runs.Count(run => run.Environment.LibraryBuild != RunEnvironment.ThisBuild) is > 0 and var others)
        {
            output.WriteLine($"{others} of the {runs.Count} runs were made by another build of the library: delete {lines.FilePath} to make them again.");
        }
        output.WriteLine(ShownPath(results.Page));
        return runs.Count(run => run.Diverged is not null) is > 0 and var diverged
            ? throw new InputException($"{diverged} of {runs.Count} runs diverged: they are not in the means. Try a lower learning rate.")
            : 0;
    }

    private static int CheckedJobs(ParseResult arguments) => Jobs.Of(arguments) is >= 1 and <= 1024 and var jobs ? jobs
        : throw new InputException($"--jobs {Jobs.Of(arguments)}: expected 1 to 1024.");

    private static string ShownPath(string path) => Notebooks.ShortPath.Of(path);
}
