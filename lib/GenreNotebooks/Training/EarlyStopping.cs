using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>Keeps the weights of the epoch with the lowest validation loss, and decides when to stop training.</summary>
/// <param name="model">The network.</param>
/// <param name="patience">The number of epochs to wait for a lower loss.</param>
internal sealed class EarlyStopping(nn.Module model, int patience) : IDisposable
{
    private readonly List<Tensor> best = [];
    private int lastEpoch;

    /// <summary>The lowest validation loss so far.</summary>
    public double Lowest { get; private set; } = double.PositiveInfinity;

    /// <summary>The epoch with the lowest loss; 0 before the first epoch.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The weights of the best epoch, in the order of <see cref="NetworkState"/>; empty before the first epoch.</summary>
    public IReadOnlyList<Tensor> Best => best;

    /// <summary>Whether the patience is exhausted.</summary>
    public bool IsOver => lastEpoch - BestEpoch >= patience;

    /// <summary>Records an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="loss">The loss on the validation songs.</param>
    public void Note(int epoch, double loss)
    {
        lastEpoch = epoch;
        if (loss < Lowest)
        {
            (Lowest, BestEpoch) = (loss, epoch);
            Keep();
        }
    }

    /// <summary>Resumes after an epoch. <see cref="Best"/> becomes a copy of the network's current weights, which must be the best ones.</summary>
    public void ResumeAfter(int epoch, double lowest, int bestEpoch)
    {
        (lastEpoch, Lowest, BestEpoch) = (epoch, lowest, bestEpoch);
        Keep();
    }

    /// <summary>Restores the network's best weights.</summary>
    /// <returns>The epoch of the best weights.</returns>
    public int Restore()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var ((_, tensor), kept) in NetworkState.Of(model).Zip(best))
        {
            tensor.copy_(kept);
        }
        return BestEpoch;
    }

    /// <inheritdoc/>
    public void Dispose() => best.ForEach(tensor => tensor.Dispose());

    private void Keep()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        if (best.Count == 0)
        {
            best.AddRange(NetworkState.Of(model).Select(entry => entry.Tensor.detach().clone().DetachFromDisposeScope()));
            return;
        }
        foreach (var ((_, tensor), kept) in NetworkState.Of(model).Zip(best))
        {
            kept.copy_(tensor);
        }
    }
}
