using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Training;

/// <summary>
/// What the trainer adds to the layers of any network while it trains it: embeddings make the rows current that they are about to read, and
/// dropout draws from the batch's seed, so that a run gives the same results beside other runs and after an interruption. A network that draws
/// from torch's own random state, of which there is one, gets it to itself for each forward pass, with the batch's seed.
/// </summary>
internal sealed class LayerHooks : IDisposable
{
    private const uint FirstPlace = 64; // beyond the places of the library's networks, see DropoutMask

    private readonly List<Action> removals = [];
    private readonly bool isLibrarys;
    private SongBatch? batch;
    private uint place;
    private Tensor? before; // the random state before the first forward pass in training mode
    private bool? draws;    // whether that pass drew from the random state

    /// <param name="model">The network.</param>
    public LayerHooks(Module<SongBatch, Tensor> model)
    {
        isLibrarys = model.GetType().Assembly == typeof(LayerHooks).Assembly;
        removals.Add(model.register_forward_pre_hook(Begin).remove);
        removals.Add(model.register_forward_hook(End).remove);
        foreach (var embedding in model.modules().OfType<Embedding>())
        {
            removals.Add(embedding.register_forward_pre_hook(Read).remove);
        }
        foreach (var dropout in model.modules().OfType<Dropout>())
        {
            Seed(dropout);
        }
    }

    /// <summary>The optimizer whose rows embeddings make current; null for none.</summary>
    public IOptimizer? Optimizer { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        removals.ForEach(remove => remove());
        Leave(); // after a forward pass that failed
    }

    private SongBatch Begin(Module<SongBatch, Tensor> model, SongBatch songs)
    {
        (batch, place) = (songs, FirstPlace);
        if (!isLibrarys && model.training && draws is not false)
        {
            ModelKinds.TorchRandom.Enter();
            manual_seed((long)(songs.Seed >> 1));
            before = draws is null ? random.get_rng_state().DetachFromDisposeScope() : null;
        }
        return songs;
    }

    private Tensor End(Module<SongBatch, Tensor> model, SongBatch songs, Tensor output)
    {
        if (before is not null)
        {
            using var after = random.get_rng_state();
            draws = !after.bytes.SequenceEqual(before.bytes);
            before.Dispose();
            before = null;
        }
        Leave();
        return output;
    }

    private static void Leave()
    {
        if (ModelKinds.TorchRandom.IsHeldByCurrentThread)
        {
            ModelKinds.TorchRandom.Exit();
        }
    }

    private Tensor Read(Module<Tensor, Tensor> layer, Tensor ids)
    {
        if (Optimizer is { TakesSparseGradients: true } && ((Embedding)layer).weight is { requires_grad: true } weight)
        {
            Optimizer.MakeCurrent(weight, ids.to(ScalarType.Int64).contiguous());
        }
        return ids;
    }

    /// <summary>Applies the batch's mask to the layer's input and lets the layer itself drop nothing.</summary>
    private void Seed(Dropout dropout)
    {
        var p = dropout.p;
        removals.Add(dropout.register_forward_pre_hook((_, x) =>
        {
            if (!dropout.training || batch is null || dropout.p is <= 0 or >= 1 || x.dtype != ScalarType.Float32)
            {
                return x;
            }
            (p, dropout.p) = (dropout.p, 0);
            return DropoutMask.Apply(x, batch, p, place++);
        }).remove);
        removals.Add(dropout.register_forward_hook((_, _, output) =>
        {
            dropout.p = dropout.p == 0 ? p : dropout.p;
            return output;
        }).remove);
    }
}
