using System.Diagnostics;
using System.Text.Json;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;

namespace GenreNotebooks.Benchmarks;

/// <summary>Measures generated songs in child processes: the peak memory of each is that of one number of songs.</summary>
internal static class Scale
{
    // Small numbers of songs take so short that one measurement would be noise.
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

    /// <summary>One measurement in a process of its own.</summary>
    public static async Task<ScaleRun> RunAsync(DataFolder folder, int warmUps, CancellationToken cancellation)
    {
        using var child = Process.Start(HostCommand.Create(ScaleSizeCommand.Name, folder.FolderPath!, "--warm-ups", $"{warmUps}"))!;
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
