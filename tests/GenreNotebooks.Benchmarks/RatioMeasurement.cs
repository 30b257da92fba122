using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using TorchSharp;

namespace GenreNotebooks.Benchmarks;

/// <summary>Measures epochs of the plain port and of ours in turn, so that what disturbs one disturbs the other.</summary>
/// <param name="data">The songs.</param>
/// <param name="rounds">Epochs of each.</param>
/// <param name="output">Where the table goes, a line as soon as it is known.</param>
/// <param name="cancellation">Ends the measurement before the next step.</param>
internal sealed class RatioMeasurement(PreparedData data, int rounds, TextWriter output, CancellationToken cancellation = default)
{
    /// <summary>An epoch of the network on features is short and its time noisy: it gets so many times the rounds.</summary>
    public const int MetadataRounds = 5;

    private const int WarmUpSongs = 800;

    private readonly TrainingOptions options = new() { Epochs = 1, Device = "cpu" };

    public Ratio Measure()
    {
        output.WriteLine(FormattableString.Invariant(
            $"{data.Train.Count:N0} songs an epoch; seconds, medians of {rounds} epochs each in turn (metadata: {MetadataRounds * rounds})"));
        output.WriteLine("metadata counts without the ids, which its network never reads");
        output.WriteLine(NetworkRatio.Header);
        var lyrics = Compare("lyrics", ModelKind.Lyrics, rounds);
        Compare("metadata, ids collated", ModelKind.Metadata, MetadataRounds * rounds);
        var metadata = Compare("metadata", ModelKind.Metadata, MetadataRounds * rounds, collateTokens: false);
        return new(lyrics, metadata, Compare("combined", ModelKind.Combined, rounds));
    }

    private NetworkRatio Compare(string network, ModelKind kind, int rounds, bool collateTokens = true)
    {
        using var port = new PlainPort(kind, data.Train, data.VocabularySize, data.Genres.Count, collateTokens);
        using var model = kind.Create(options, data.VocabularySize, data.Genres.Count);
        port.Epoch(seed: 0, WarmUpSongs, cancellation: cancellation); // compiles
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

    // On busy cores two threads wait for each other and take ten times as long as one: such an epoch cannot be the better one.
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
