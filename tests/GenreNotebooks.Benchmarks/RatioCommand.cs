using System.CommandLine;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>ratio</c>: the plain port against ours.</summary>
internal static class RatioCommand
{
    // 9,024 of them are training songs, as many as the real data set has.
    private const int GeneratedRows = 11_281;

    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = $"Epochs measured of each; of the network on features {RatioMeasurement.MetadataRounds} times as many.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write {lyrics, metadata, combined, all} to this file.");

    public static Command Create()
    {
        var command = new Command("ratio", "How many times faster an epoch is than one of a straightforward port, for each network.") { Rounds, Json };
        command.SetAction((arguments, cancellation) => Task.Run(() => Measure(arguments, cancellation), CancellationToken.None));
        return command;
    }

    private static void Measure(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, rounds, json) = (arguments.InvocationConfiguration.Output, arguments.GetValue(Rounds), arguments.GetValue(Json));
        if (rounds < 1)
        {
            throw new InputException($"--rounds {rounds}: expected 1 or more.");
        }
        if (json is not null)
        {
            AtomicFile.EnsureWritable(json); // before minutes of measuring
        }
        var found = DataFolder.Find();
        using var generated = found.IsSample ? new GeneratedSongs(GeneratedRows, cancellation) : null;
        output.WriteLine(generated is null ? found.Notice : "Generated songs: the real ones are not here.");
        var data = PreparedData.Load(generated?.Folder ?? found, new() { Epochs = 1 }, cancellation: cancellation);
        var ratio = new RatioMeasurement(data, rounds, output, cancellation).Measure();
        output.WriteLine(FormattableString.Invariant(
            $"all three networks, {Ratio.Epochs} epochs: {ratio.PlainSeconds:0} s against {ratio.OurSeconds:0.0} s, {ratio.AllTimes:0.0} times faster"));
        output.WriteLine(FormattableString.Invariant(
            $"the plain port's epoch of lyrics: {ratio.Lyrics.Plain:0.0} s; 5.5 to 6.2 s when the project was planned"));
        if (json is not null)
        {
            AtomicFile.WriteAllText(json, ratio.ToJson());
        }
    }
}
