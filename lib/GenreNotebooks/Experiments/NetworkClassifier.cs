using GenreNotebooks.Protocol;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Experiments;

/// <summary>Trained networks, dropout off, that vote: the mean of their probabilities. It disposes of them.</summary>
internal sealed class NetworkClassifier : IClassifier, IDisposable
{
    private const int BatchSize = 256;

    public NetworkClassifier(params IReadOnlyList<Module<SongBatch, Tensor>> networks)
    {
        Networks = networks;
        foreach (var network in networks)
        {
            network.eval();
        }
    }

    /// <summary>The networks, at least one.</summary>
    public IReadOnlyList<Module<SongBatch, Tensor>> Networks { get; }

    /// <inheritdoc/>
    public double[][] Predict(SongInputs songs) => Predict(new SongDataset(songs.Table, songs.Rows));

    /// <summary>The probability of each genre for each song; labels are not read.</summary>
    public double[][] Predict(SongDataset songs)
    {
        using var stop = NotebookEngine.Linked();
        var votes = Networks.Select(network => Predict(network, songs, stop.Token)).ToList();
        return votes.Count == 1 ? [.. votes[0]]
            : [.. votes[0].Select((row, song) => row.Select((_, genre) => votes.Average(vote => vote[song][genre])).ToArray())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var network in Networks)
        {
            network.Dispose();
        }
    }

    private static List<double[]> Predict(Module<SongBatch, Tensor> network, SongDataset songs, CancellationToken cancellation)
    {
        using var noGradients = no_grad();
        var device = network.parameters().First().device;
        var probabilities = new List<double[]>(songs.Count);
        foreach (var collated in new SongBatches(songs, BatchSize).OfEpoch())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = collated;
            batch.Device = device;
            var shares = functional.softmax(network.call(batch).to(ScalarType.Float64), 1).cpu();
            probabilities.AddRange(shares.data<double>().ToArray().Chunk((int)shares.shape[1]));
        }
        return probabilities;
    }
}
