using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>Passes songs through a network without gradients.</summary>
internal static class Inference
{
    /// <summary>The batches of a dataset, in its own order unless seeded. The batch size is chosen for speed and does not affect results.</summary>
    public static IEnumerable<SongBatch> Batches(SongDataset songs, int? seed = null, int epoch = 1) => new SongBatches(songs, batchSize: 256, seed).OfEpoch(epoch);

    /// <summary>Passes batches through a network in its current mode, training or eval.</summary>
    /// <param name="model">The network.</param>
    /// <param name="batches">The batches; each is disposed after use.</param>
    /// <param name="onLogits">Called with each batch and its logits, <c>[batch, classes]</c>, which are disposed when it returns.</param>
    /// <param name="cancellation">Stops before the next batch.</param>
    public static void Run(
        Module<SongBatch, Tensor> model, IEnumerable<SongBatch> batches, Action<SongBatch, Tensor> onLogits, CancellationToken cancellation)
    {
        using var noGradients = no_grad();
        var device = model.parameters().First().device;
        foreach (var songs in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = songs;
            batch.Device = device;
            onLogits(batch, model.call(batch));
        }
    }
}
