using System.CommandLine;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>sweep</c>: a grid of training runs side by side, a JSON line each, with a summary and charts.</summary>
internal static class SweepCommand
{
    private static readonly ValueOption<int> Jobs = OptionValue.Whole.One(
        "--jobs", "How many runs train at a time, each on one thread; by default one per core.", Environment.ProcessorCount);
    private static readonly Option<string?> Out = PathOption.Create(
        "--out", "DIR", "Folder for runs.jsonl, summary.csv and charts. Default: artifacts/sweep in the repository.");

    public static Command Create()
    {
        var command = new Command("sweep", "Trains a grid of runs side by side and averages them over seeds. Runs that are in the folder are not repeated.");
        foreach (var option in (Option[])[.. SweepGrid.Options, Jobs, Out, CommandList.List, CommandList.NoSummary, DataOptions.Data, DataOptions.Sample])
        {
            command.Add(option);
        }
        command.SetAction((arguments, cancellation) => Task.FromResult(Run(arguments, cancellation)));
        return command;
    }

    private static int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var (grid, jobs) = (SweepGrid.Read(arguments), CheckedJobs(arguments));
        var folder = Path.GetFullPath(arguments.GetValue(Out) ?? Path.Combine(RepositoryRoot.Find() ?? ".", "artifacts", "sweep"));
        if (arguments.GetValue(CommandList.List))
        {
            CommandList.Write(arguments, "sweep", grid.Select(point => point.Words), folder);
            return 0;
        }
        var (data, summarizes) = (DataOptions.Find(arguments), !arguments.GetValue(CommandList.NoSummary));
        RequireWritable(folder, summarizes);
        var sweep = new Sweep(data, folder) { Jobs = jobs };
        output.WriteLine(data.Notice);
        output.WriteLine($"{grid.Count} runs, up to {jobs} at a time, to {sweep.Lines.FilePath}");
        try
        {
            var runs = SweepProgress.Show(output, Terminal.Of(output), [.. grid.Select(point => point.Point)],
                (onRun, onEpoch) => sweep.Run(grid.Select(point => point.Point), onRun, onEpoch, cancellation));
            if (!summarizes)
            {
                return 0; // also if one diverged: it has ended, and a scheduler should not try it again
            }
            Report(runs, sweep.Lines, output);
            return runs.Count(run => run.Diverged is not null) is > 0 and var diverged
                ? throw new InputException($"{diverged} of {runs.Count} runs diverged: they are not in the means. Try a lower learning rate.")
                : 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            error.WriteLine(CommandList.Cancelled("runs", sweep.Lines.FilePath));
            return CommandLine.Cancelled;
        }
    }

    /// <summary>Checks the outputs before hours of training.</summary>
    private static void RequireWritable(string folder, bool summarizes)
    {
        AtomicFile.EnsureWritableFolder(folder, $"--out {folder}");
        if (summarizes)
        {
            AtomicFile.EnsureWritable(Path.Combine(folder, "summary.csv"), FileKind.SweepSummary);
        }
    }

    private static int CheckedJobs(ParseResult arguments) => Jobs.Of(arguments) is >= 1 and <= 1024 and var jobs ? jobs
        : throw new InputException($"--jobs {Jobs.Of(arguments)}: expected 1 to 1024.");

    /// <summary>Summarizes all runs of the folder on these songs: several commands may have made the runs of a grid.</summary>
    private static void Report(IReadOnlyList<RunRecord> runs, RunLines lines, TextWriter output)
    {
        var folder = Path.GetDirectoryName(lines.FilePath)!;
        using var turn = FileLock.Take(Path.Combine(folder, "summary.csv"), output.WriteLine); // the last to write has read all runs
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
        summary.Save(Path.Combine(folder, "summary.csv"));
        output.WriteLine(Path.Combine(folder, "summary.csv"));
        foreach (var (name, chart) in summary.Rows.Any(row => row.Runs > 0) ? RunCharts.Of(summary) : [])
        {
            output.WriteLine(chart.Save(Path.Combine(folder, $"{name}.html")));
            output.WriteLine(chart.Save(Path.Combine(folder, $"{name}.json")));
        }
    }
}

/// <summary>The points of a sweep: each network with each value of each axis and each seed, and the arguments for that one point.</summary>
internal static class SweepGrid
{
    private const int MostSeeds = 10_000;

    private static readonly Option<ModelKind[]> Models = OptionValue.Model.List("--model", "The networks. [default: lyrics]");
    private static readonly ValueOption<int> Seeds = OptionValue.Whole.One("--seeds", "How many seeds each point is run with.", 1);
    private static readonly ValueOption<int> FirstSeed = OptionValue.Whole.One("--first-seed", "The first of the seeds.", 0);

    public static IEnumerable<Option> Options => [Models, RecipeOption.Choice, .. TrainingSettings.All.Select(setting => setting.Axis), Seeds, FirstSeed];

    public static IReadOnlyList<(SweepPoint Point, string[] Words)> Read(ParseResult arguments)
    {
        IEnumerable<(Func<TrainingOptions, TrainingOptions> Set, string[] Words)> grid = [(options => options, RecipeOption.Words(arguments))];
        foreach (var setting in TrainingSettings.All)
        {
            var values = setting.ReadAxis(arguments).ToList();
            grid = grid.SelectMany(_ => values, (point, value) =>
                ((Func<TrainingOptions, TrainingOptions>)(options => value.Set(point.Set(options))), (string[])[.. point.Words, .. value.Words]));
        }
        var points =
            from model in arguments.GetValue(Models) is { Length: > 0 } models ? models : [ModelKind.Lyrics]
            from point in grid.ToList()
            from seed in ReadSeeds(arguments)
            select (
                Point: new SweepPoint(model, point.Set(RecipeOption.SettingsOf(arguments, model)) with { Seed = seed }),
                Words: (string[])["--model", OptionValue.Model.Write(model), .. point.Words, "--seeds", "1", "--first-seed", OptionValue.Whole.Write(seed)]);
        return [.. points.DistinctBy(point => point.Point)];
    }

    private static IEnumerable<int> ReadSeeds(ParseResult arguments)
    {
        var (count, first) = (Seeds.Of(arguments), FirstSeed.Of(arguments));
        if (count is < 1 or > MostSeeds)
        {
            throw new InputException($"--seeds {count}: expected 1 to {MostSeeds}.");
        }
        return first >= 0 && first <= RandomSeed.Largest - count + 1 ? RandomSeed.Range(first, count)
            : throw new InputException($"--first-seed {first}: with --seeds {count} expected 0 to {RandomSeed.Largest - count + 1}.");
    }
}
