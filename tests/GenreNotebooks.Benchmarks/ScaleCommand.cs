using System.CommandLine;
using System.Text.Json;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Files;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>scale</c>: whether a song costs the same among many as among few.</summary>
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
