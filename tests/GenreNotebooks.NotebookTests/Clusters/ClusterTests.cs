using System.Diagnostics;
using System.Text.RegularExpressions;
using GenreNotebooks.NotebookTests.Engines;
using GenreNotebooks.NotebookTests.Processes;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Packaging;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.NotebookTests.Clusters;

/// <summary>
/// The scripts of docs/scale.md, as they stand there, run a sweep and an evaluation with one of their runs killed. The result is that of the
/// same command on one machine.
/// </summary>
[Trait("Suite", "Clusters")]
public sealed partial class ClusterTests : IDisposable
{
    private static readonly string[] Sweep = ["sweep", "--sample", "lyrics", "metadata", "combined", "--embedding", "4", "--epochs", "1", "--seeds", "8"];
    private static readonly string[] Evaluation = ["evaluate", "--sample", "--recipe", "network", "--inputs", "metadata", "--seeds", "4"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Out => folder.File("out");

    [Fact(Explicit = true)]
    public async Task A_sweep_as_a_job_array_of_Slurm_is_that_of_one_machine()
    {
        await using var slurm = await SlurmNode.StartAsync();
        await RunArrayAsync(slurm, await ListAsync(Sweep), "runs.jsonl");
        await CheckSweepAsync();
    }

    [Fact(Explicit = true)]
    public async Task An_evaluation_as_a_job_array_of_Slurm_is_that_of_one_machine()
    {
        await using var slurm = await SlurmNode.StartAsync();
        await RunArrayAsync(slurm, await ListAsync(Evaluation), "seeds.jsonl");
        await CheckEvaluationAsync();
    }

    // All start at once, where nothing is cached yet.
    [Fact(Explicit = true)]
    public async Task A_sweep_by_GNU_parallel_is_that_of_one_machine()
    {
        await RunParallelAsync(await ListAsync(Sweep), "runs.jsonl");
        Assert.Single(Directory.GetFileSystemEntries(folder.File("cache")));
        await CheckSweepAsync();
    }

    [Fact(Explicit = true)]
    public async Task An_evaluation_by_GNU_parallel_is_that_of_one_machine()
    {
        await RunParallelAsync(await ListAsync(Evaluation), "seeds.jsonl");
        await CheckEvaluationAsync();
    }

    private async Task<string[]> ListAsync(string[] command)
    {
        var list = await CliAsync([.. command, "--out", Out, "--list"]);
        await File.WriteAllTextAsync(folder.File("runs.txt"), list, TestContext.Current.CancellationToken);
        return File.ReadAllLines(folder.File("runs.txt"));
    }

    private async Task RunArrayAsync(SlurmNode slurm, string[] commands, string file)
    {
        var script = Script("#SBATCH").Replace("--array=1-24", $"--array=1-{commands.Length}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.File("runs.sh"), script, TestContext.Current.CancellationToken);
        var job = await slurm.RunInAsync(folder.Path, "sbatch", "--parsable", $"--export=ALL,{SongTableCache.EnvironmentVariable}={folder.File("cache")}", "runs.sh");
        Assert.True(job.Exit == 0, job.Log);
        var task = $"{job.Log.Trim()}_{await KilledRun.KillOneAsync(commands, Path.Combine(Out, file))}";
        await Waiting.UntilAsync(async () => (await slurm.ShowAsync(task)).Contains("JobState=FAILED", StringComparison.Ordinal));
        Assert.Contains("ExitCode=137:0", await slurm.ShowAsync(task));
        Assert.Equal(new FinishedProcess(0, ""), await slurm.RunAsync("scontrol", "requeue", task));
        await slurm.EmptyAsync();
        var end = await slurm.ShowAsync(task);
        Assert.True(end.Contains("Restarts=1", StringComparison.Ordinal) && end.Contains("JobState=COMPLETED", StringComparison.Ordinal), end);
    }

    private async Task RunParallelAsync(string[] commands, string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/parallel"), "GNU parallel is not installed (Debian: apt-get install parallel)");
        await File.WriteAllTextAsync(folder.File("runs.sh"), Script("parallel "), TestContext.Current.CancellationToken);
        var script = FinishedProcess.RunAsync(new ProcessStartInfo("bash", ["runs.sh"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PARALLEL"] = "--jobs 24", ["PARALLEL_HOME"] = folder.File("parallel"), [SongTableCache.EnvironmentVariable] = folder.File("cache") },
        });
        await KilledRun.KillOneAsync(commands, Path.Combine(Out, file));
        var (exit, log) = await script;
        Assert.True(exit == 0, log);
        Assert.Equal(commands.Length, File.ReadLines(folder.File("runs.log")).Skip(1).Count(line => line.Split('\t')[6] == "0"));
    }

    private async Task CheckSweepAsync()
    {
        Assert.Equal(["runs.jsonl"], Directory.EnumerateFileSystemEntries(Out).Select(Path.GetFileName));
        await CliAsync([.. Sweep, "--out", folder.File("local")]);
        Assert.Equal(24, new RunLines(Out).Read().Count);
        Assert.Equal(RunsIn(folder.File("local")), RunsIn(Out));
        foreach (var place in (string[])[folder.File("local"), Out]) // the only difference is how long the runs took
        {
            var file = Path.Combine(place, RunLines.FileName);
            File.WriteAllText(file, Seconds().Replace(File.ReadAllText(file), "\"seconds\":0"));
            Assert.Equal(24, (await CliAsync([.. Sweep, "--out", place])).Split('\n').Count(line => line.EndsWith("| found", StringComparison.Ordinal)));
        }
        Assert.Equal(File.ReadAllBytes(folder.File("local/summary.csv")), File.ReadAllBytes(Path.Combine(Out, "summary.csv")));
    }

    private async Task CheckEvaluationAsync()
    {
        Assert.Equal(["seeds.jsonl"], Directory.EnumerateFileSystemEntries(Out).Select(Path.GetFileName));
        Assert.Equal(4, File.ReadAllLines(Path.Combine(Out, "seeds.jsonl")).Length);
        var merged = await CliAsync([.. Evaluation, "--out", Out, "--json", folder.File("merged.json")]);
        Assert.Equal(4, merged.Split('\n').Count(line => line.EndsWith("(found)", StringComparison.Ordinal)));
        await CliAsync([.. Evaluation, "--json", folder.File("local.json")]);
        Assert.Equal(File.ReadAllText(folder.File("local.json")), File.ReadAllText(folder.File("merged.json")));
    }

    private static IEnumerable<string> RunsIn(string place) => new RunLines(place).Read().Select(run => run.JsonWithoutTimes()).Order(StringComparer.Ordinal);

    private async Task<string> CliAsync(string[] arguments)
    {
        using var process = new CliProcess(arguments, folder.Path);
        var (exit, output, error) = await process.EndAsync();
        Assert.True(exit == 0, error);
        return output;
    }

    /// <summary>The script of docs/scale.md with a word.</summary>
    private static string Script(string word) => Assert.Single(
        Block().Matches(File.ReadAllText(Repository.File("docs/scale.md")).ReplaceLineEndings("\n")).Select(block => block.Groups["script"].Value),
        script => script.Contains(word, StringComparison.Ordinal));

    [GeneratedRegex(@"(?s)^```bash\n(?<script>.*?)^```", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("\"seconds\":[0-9.eE+-]+")]
    private static partial Regex Seconds();
}
