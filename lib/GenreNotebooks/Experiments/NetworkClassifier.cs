using GenreNotebooks.Protocol;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Experiments;

/// <summary>A trained network, dropout off.</summary>
internal sealed class NetworkClassifier : IClassifier
{
    private const int BatchSize = 256;

    private readonly Module<SongBatch, Tensor> network;

    public NetworkClassifier(Module<SongBatch, Tensor> network)
    {
        this.network = network;
        network.eval();
    }

    public double[][] Predict(SongInputs songs)
    {
        using var noGradients = no_grad();
        // A network reads no labels: any genres that all songs have will do.
        var dataset = new SongDataset(songs.Table, songs.Rows, new(songs.Table.Genres.Categories));
        var probabilities = new List<double[]>(songs.Count);
        foreach (var collated in new SongBatches(dataset, BatchSize).OfEpoch())
        {
            using var scope = NewDisposeScope();
            using var batch = collated;
            batch.Device = network.parameters().First().device;
            var shares = functional.softmax(network.call(batch).to(ScalarType.Float64), 1).cpu();
            probabilities.AddRange(shares.data<double>().ToArray().Chunk((int)shares.shape[1]));
        }
        return [.. probabilities];
    }
}
