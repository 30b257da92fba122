using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>Keeps the weights of the epoch with the lowest loss on validation songs, and says when to stop waiting for a lower one.</summary>
/// <param name="model">The network.</param>
/// <param name="patience">The epochs to wait.</param>
internal sealed class EarlyStopping(nn.Module model, int patience) : IDisposable
{
    private readonly List<Tensor> best = [];
    private double lowest = double.PositiveInfinity;
    private int bestEpoch;

    /// <summary>Notes an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="loss">Its loss on the validation songs.</param>
    /// <returns>Whether the patience is over.</returns>
    public bool IsOver(int epoch, double loss)
    {
        if (loss < lowest || bestEpoch == 0) // the first counts even if it has diverged
        {
            (lowest, bestEpoch) = (loss, epoch);
            Keep();
        }
        return epoch - bestEpoch >= patience;
    }

    /// <summary>Gives the network its best weights back.</summary>
    /// <returns>Their epoch.</returns>
    public int Restore()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (parameter, kept) in model.parameters().Zip(best))
        {
            parameter.copy_(kept);
        }
        return bestEpoch;
    }

    /// <inheritdoc/>
    public void Dispose() => best.ForEach(tensor => tensor.Dispose());

    private void Keep()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        if (best.Count == 0)
        {
            best.AddRange(model.parameters().Select(parameter => parameter.detach().clone().DetachFromDisposeScope()));
            return;
        }
        foreach (var (parameter, kept) in model.parameters().Zip(best))
        {
            kept.copy_(parameter);
        }
    }
}
