using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>scale</c>: whether the time per song is the same for many songs as for few.</summary>
internal static class ScaleCommand
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private static readonly Option<int[]> Songs = new("--songs")
    {
        Description = "Numbers of generated songs.",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [10_000, 100_000, 1_000_000],
    };

    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write the measurements to this file.");

    public static Command Create()
    {
        var command = new Command("scale", "Time and peak memory of loading, tokenizing and one epoch for growing numbers of generated songs.") { Songs, Json };
        command.SetAction(MeasureAsync);
        return command;
    }

    private static async Task MeasureAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, numbers, json) = (arguments.InvocationConfiguration.Output, arguments.GetValue(Songs)!, arguments.GetValue(Json));
        if (numbers.Min() < 1)
        {
            throw new InputException($"--songs {numbers.Min()}: expected 1 or more.");
        }
        if (json is not null)
        {
            AtomicFile.EnsureWritable(json); // before minutes of measuring
        }
        output.WriteLine("Generated songs of four genres, each number in processes of its own; the epoch is the network's on lyrics, over all of them.");
        output.WriteLine(ScaleTable.Header);
        var runs = new List<ScaleRun>();
        foreach (var songs in numbers.Order())
        {
            runs.Add(await Scale.MeasureAsync(songs, cancellation));
            output.WriteLine(ScaleTable.Row(runs[^1]));
        }
        output.Write(ScaleTable.Deviations(runs));
        if (json is not null)
        {
            AtomicFile.WriteAllText(json, JsonSerializer.Serialize(runs, SnakeCase));
        }
    }
}

/// <summary>Measures generated songs in child processes, so that each peak of memory belongs to one number of songs.</summary>
internal static class Scale
{
    // For few songs the times are short, and one measurement would be noise.
    private const int MeasuredSongs = 300_000, MostChildren = 5;

    /// <summary>The medians of some processes that each load, tokenize and train on <paramref name="songs"/> songs.</summary>
    public static async Task<ScaleRun> MeasureAsync(int songs, CancellationToken cancellation)
    {
        using var generated = new GeneratedSongs(songs, cancellation);
        var runs = new List<ScaleRun>();
        for (var child = 0; child < Math.Clamp(MeasuredSongs / songs, 1, MostChildren); child++)
        {
            runs.Add(await RunAsync(generated.Folder, ScaleRun.WarmUps, cancellation));
        }
        return Medians(runs);
    }

    /// <summary>The median of every figure.</summary>
    public static ScaleRun Medians(IReadOnlyList<ScaleRun> runs) => new(
        runs[0].Songs,
        runs[0].Tokens,
        Median.Of(runs.Select(run => run.LoadSeconds)),
        Median.Of(runs.Select(run => run.TokenizeSeconds)),
        Median.Of(runs.Select(run => run.EpochSeconds)),
        (long)Median.Of(runs.Select(run => (double)run.BaseBytes)),
        (long)Median.Of(runs.Select(run => (double)run.PeakBytes)));

    /// <summary>One measurement in a child process.</summary>
    public static async Task<ScaleRun> RunAsync(DataFolder folder, int warmUps, CancellationToken cancellation)
    {
        using var child = Process.Start(Cli.CommandLine.StartInfo(ScaleSizeCommand.Name, folder.FolderPath!, "--warm-ups", $"{warmUps}"))!;
        try
        {
            child.StandardInput.Close();
            var error = child.StandardError.ReadToEndAsync(cancellation);
            var output = await child.StandardOutput.ReadToEndAsync(cancellation);
            await child.WaitForExitAsync(cancellation);
            return child.ExitCode == 0
                ? JsonSerializer.Deserialize<ScaleRun>(output)!
                : throw new InputException($"The process of a measurement ended with exit code {child.ExitCode}: {(await error).Trim()}");
        }
        finally
        {
            child.Kill(entireProcessTree: true); // nothing, once it has ended
        }
    }
}

/// <summary>The table of <c>scale</c>, and how the cost per song changes with the number of songs.</summary>
internal static class ScaleTable
{
    /// <summary>The allowed difference of the cost per song between the numbers of songs.</summary>
    public const double Allowed = 0.2;

    public static string Header =>
        $"{"songs",10}{"tokens",13}{"load s",9}{"tokenize s",12}{"epoch s",9}{"µs a song:",13}{"load",7}{"tokenize",10}{"epoch",8}{"peak MB",10}{"above base",12}{"bytes a token",15}";

    public static string Row(ScaleRun run) => FormattableString.Invariant(
        $"{run.Songs,10:N0}{run.Tokens,13:N0}{run.LoadSeconds,9:0.00}{run.TokenizeSeconds,12:0.00}{run.EpochSeconds,9:0.00}{"",13}{run.MicrosecondsASong["load"],7:0.0}{run.MicrosecondsASong["tokenize"],10:0.0}{run.MicrosecondsASong["epoch"],8:0.0}{Mega(run.PeakBytes),10:0}{Mega(run.PeakBytes - run.BaseBytes),12:0}{run.BytesAToken,15:0.0}");

    /// <summary>The cost per song of each stage at the largest number of songs against each smaller one.</summary>
    public static string Deviations(IReadOnlyList<ScaleRun> runs)
    {
        var text = new StringBuilder();
        foreach (var smaller in runs.SkipLast(1))
        {
            text.Append(FormattableString.Invariant($"a song's cost at {runs[^1].Songs:N0} against {smaller.Songs:N0}:"));
            foreach (var (stage, cost) in runs[^1].MicrosecondsASong)
            {
                var deviation = (cost / smaller.MicrosecondsASong[stage]) - 1;
                text.Append(FormattableString.Invariant($"  {stage} {100 * deviation:+0;-0;0} %{(Math.Abs(deviation) > Allowed ? " (more than 20 %)" : "")}"));
            }
            text.AppendLine();
        }
        return text.ToString();
    }

    private static double Mega(long bytes) => bytes / 1e6;
}

/// <summary>The child process of <c>scale</c> for one measurement; hidden from the help.</summary>
internal static class ScaleSizeCommand
{
    public const string Name = "scale-size";

    public static Command Create()
    {
        var folder = new Argument<string>("folder");
        var warmUps = new Option<int>("--warm-ups") { DefaultValueFactory = _ => ScaleRun.WarmUps };
        var command = new Command(Name, "Prints one measurement as JSON; started by scale.") { folder, warmUps };
        command.Hidden = true;
        command.SetAction(arguments => arguments.InvocationConfiguration.Output.WriteLine(
            JsonSerializer.Serialize(ScaleRun.Measure(DataFolder.Find(arguments.GetRequiredValue(folder)), arguments.GetValue(warmUps)))));
        return command;
    }
}
