using System.CommandLine;
using System.Text.Json;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using TorchSharp;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>ratio</c>: the plain port against ours.</summary>
internal static class RatioCommand
{
    private static readonly ValueOption<int> Rounds = Measurement.Rounds(
        $"Epochs measured per network; {Measurement.MetadataRounds} times as many for the network on features.", 5);

    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write {lyrics, metadata, combined, all} to this file.");

    public static Command Create()
    {
        var command = new Command("ratio", "How many times faster an epoch is than one of a straightforward port, for each network.") { Rounds, Json };
        command.SetAction((arguments, cancellation) => Task.Run(() => Measure(arguments, cancellation), CancellationToken.None));
        return command;
    }

    private static void Measure(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, rounds, json) = (arguments.InvocationConfiguration.Output, Rounds.Of(arguments), arguments.GetValue(Json));
        if (json is not null)
        {
            AtomicFile.EnsureWritable(json); // before minutes of measuring
        }
        var ratio = new RatioMeasurement(Measurement.LoadSongs(output, cancellation), rounds, output, cancellation).Measure();
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

/// <summary>Measures epochs of the plain port and of ours in turn, so that other load affects both.</summary>
/// <param name="data">The songs.</param>
/// <param name="rounds">The number of epochs of each.</param>
/// <param name="output">Where the table goes, line by line.</param>
/// <param name="cancellation">Ends the measurement before the next step.</param>
internal sealed class RatioMeasurement(PreparedData data, int rounds, TextWriter output, CancellationToken cancellation = default)
{
    private readonly TrainingOptions options = new() { Epochs = 1, Device = "cpu" };

    public Ratio Measure()
    {
        output.WriteLine(FormattableString.Invariant(
            $"{data.Train.Count:N0} songs an epoch; seconds, medians of {rounds} epochs each in turn (metadata: {Measurement.MetadataRounds * rounds})"));
        output.WriteLine("metadata counts without the ids, which its network never reads");
        output.WriteLine(NetworkRatio.Header);
        var lyrics = Compare("lyrics", ModelKind.Lyrics, rounds);
        Compare("metadata, ids collated", ModelKind.Metadata, Measurement.MetadataRounds * rounds);
        var metadata = Compare("metadata", ModelKind.Metadata, Measurement.MetadataRounds * rounds, collateTokens: false);
        return new(lyrics, metadata, Compare("combined", ModelKind.Combined, rounds));
    }

    private NetworkRatio Compare(string network, ModelKind kind, int rounds, bool collateTokens = true)
    {
        using var port = new PlainPort(kind, data.Train, data.VocabularySize, data.Genres.Count, collateTokens);
        using var model = kind.Create(options, data.VocabularySize, data.Genres.Count);
        port.Epoch(seed: 0, Measurement.WarmUpSongs, cancellation: cancellation); // compiles
        new Trainer(options).Fit(model, data.Test, data.Test, null, cancellation);
        var (one, two, ours) = (new double[rounds], new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            one[round] = port.Epoch(round, cancellation: cancellation);
            ours[round] = new Trainer(options with { Seed = round }).Fit(model, data.Train, data.Test, null, cancellation).Epochs[0].Seconds;
            two[round] = EpochOnTwoThreads(port, round, limit: 1.5 * one[round]);
        }
        var measured = new NetworkRatio(network, Median.Of(one), Median.Of(two), Median.Of(ours));
        output.WriteLine(measured);
        return measured;
    }

    // On busy cores two threads wait for each other and take ten times as long as one: give up early.
    private double EpochOnTwoThreads(PlainPort port, int seed, double limit)
    {
        torch.set_num_threads(2);
        try
        {
            return port.Epoch(seed, limit: limit, cancellation: cancellation);
        }
        finally
        {
            torch.set_num_threads(1);
        }
    }
}

/// <summary>How many times faster ours is than the plain port.</summary>
/// <param name="Lyrics">The network on lyrics.</param>
/// <param name="Metadata">The network on features; the plain port does not collate the tokens, which it does not read.</param>
/// <param name="Combined">The combined network.</param>
internal sealed record Ratio(NetworkRatio Lyrics, NetworkRatio Metadata, NetworkRatio Combined)
{
    /// <summary>The post's number of epochs.</summary>
    public static readonly int Epochs = new TrainingOptions().Epochs;

    /// <summary>The plain port's seconds for all three networks, each at its better number of threads.</summary>
    public double PlainSeconds => Epochs * (Lyrics.Plain + Metadata.Plain + Combined.Plain);

    /// <summary>Our seconds for all three networks.</summary>
    public double OurSeconds => Epochs * (Lyrics.Ours + Metadata.Ours + Combined.Ours);

    /// <summary>How many times faster the three networks together are.</summary>
    public double AllTimes => PlainSeconds / OurSeconds;

    /// <summary><c>{lyrics, metadata, combined, all}</c>: how many times faster ours is.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(new { lyrics = Lyrics.Times, metadata = Metadata.Times, combined = Combined.Times, all = AllTimes });
}

/// <summary>The time of an epoch of one network: medians in seconds.</summary>
/// <param name="Network">The network.</param>
/// <param name="PlainOneThread">The plain port on one thread.</param>
/// <param name="PlainTwoThreads">The plain port on two threads; infinity if given up as slower than one.</param>
/// <param name="Ours">Ours on one thread.</param>
internal sealed record NetworkRatio(string Network, double PlainOneThread, double PlainTwoThreads, double Ours)
{
    /// <summary>The plain port at its better number of threads.</summary>
    public double Plain => Math.Min(PlainOneThread, PlainTwoThreads);

    /// <summary>How many times faster ours is.</summary>
    public double Times => Plain / Ours;

    /// <summary>A row of the table under <see cref="Header"/>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Network,-26}{PlainOneThread,18:0.000}{Seconds(PlainTwoThreads),18}{Ours,18:0.000}{Times,14:0.0}");

    private static string Seconds(double seconds) =>
        double.IsFinite(seconds) ? seconds.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) : "given up";

    public static string Header => $"{"network",-26}{"plain, 1 thread",18}{"plain, 2 threads",18}{"ours, 1 thread",18}{"times faster",14}";
}
