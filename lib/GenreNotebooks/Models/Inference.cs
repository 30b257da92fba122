using System.Globalization;
using System.Runtime.InteropServices;
using GenreNotebooks.Vectorization;
using TorchSharp;
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
    /// <exception cref="DivergedException">A logit is NaN or infinite.</exception>
    public static void Run(
        Module<SongBatch, Tensor> model, IEnumerable<SongBatch> batches, Action<SongBatch, Tensor> onLogits, CancellationToken cancellation) =>
        Run(model, model.call, batches, onLogits, cancellation);

    /// <summary>Likewise, with a function of the network that computes the logits.</summary>
    public static void Run(
        Module<SongBatch, Tensor> model, Func<SongBatch, Tensor> logitsOf, IEnumerable<SongBatch> batches, Action<SongBatch, Tensor> onLogits, CancellationToken cancellation)
    {
        using var noGradients = no_grad();
        var device = model.parameters().FirstOrDefault()?.device ?? CPU;
        foreach (var songs in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = songs;
            batch.Device = device;
            var logits = Checked(logitsOf(batch), batch); // logitsOf is model.call
            onLogits(batch, IsFinite(logits) ? logits : throw new DivergedException(
                "The network computes NaN or infinity for a song: its training has diverged, so it can predict nothing. Train it with a lower learning rate."));
        }
    }

    /// <summary>Checks the shape and the type of a network's output.</summary>
    /// <exception cref="InputException">It is not <c>[batch, genres]</c> in float32.</exception>
    public static Tensor Checked(Tensor logits, SongBatch batch)
    {
        if (logits.dim() == 2 && logits.size(0) == batch.Size && (batch.Classes is not { } classes || logits.size(1) == classes) && logits.dtype == ScalarType.Float32)
        {
            return logits.is_contiguous() ? logits : logits.contiguous();
        }
        throw new InputException($"The network returns {logits.dtype} [{string.Join(", ", logits.shape)}] for a batch of {batch.Size} songs: "
            + $"expected Float32 [{batch.Size}, {batch.Classes?.ToString(CultureInfo.InvariantCulture) ?? "genres"}], a logit for each song and genre.");
    }

    /// <summary>Whether all logits are finite numbers.</summary>
    public static bool IsFinite(Tensor logits)
    {
        var values = OnCpu(logits);
        var finite = true;
        foreach (var logit in MemoryMarshal.Cast<byte, float>(values.bytes))
        {
            finite &= float.IsFinite(logit);
        }
        GC.KeepAlive(values);
        return finite;
    }

    /// <summary>The tensor on the CPU, where its memory can be read; a tensor already there is returned unchanged.</summary>
    public static Tensor OnCpu(Tensor tensor) => tensor.device_type == DeviceType.CPU ? tensor : tensor.detach().cpu();
}
