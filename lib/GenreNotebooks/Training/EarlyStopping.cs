using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>Keeps the weights of the epoch with the lowest loss on validation songs, and says when to stop waiting for a lower one.</summary>
/// <param name="model">The network.</param>
/// <param name="patience">The epochs to wait.</param>
internal sealed class EarlyStopping(nn.Module model, int patience) : IDisposable
{
    private readonly List<Tensor> best = [];
    private int lastEpoch;

    /// <summary>The lowest loss so far.</summary>
    public double Lowest { get; private set; } = double.PositiveInfinity;

    /// <summary>The epoch that had it; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The weights of that epoch, in the order of the network's parameters; none before the first.</summary>
    public IReadOnlyList<Tensor> Best => best;

    /// <summary>Whether the patience is over.</summary>
    public bool IsOver => lastEpoch - BestEpoch >= patience;

    /// <summary>Notes an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="loss">Its loss on the validation songs.</param>
    public void Note(int epoch, double loss)
    {
        lastEpoch = epoch;
        if (loss < Lowest || BestEpoch == 0) // the first counts even if it has diverged
        {
            (Lowest, BestEpoch) = (loss, epoch);
            Keep();
        }
    }

    /// <summary>Goes on after an epoch; <see cref="Best"/> has the network's weights, to be set on their own.</summary>
    public void GoOnAfter(int epoch, double lowest, int bestEpoch)
    {
        (lastEpoch, Lowest, BestEpoch) = (epoch, lowest, bestEpoch);
        Keep();
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
            best.AddRange(model.parameters().Select(parameter => parameter.detach().clone().DetachFromDisposeScope()));
            return;
        }
        foreach (var (parameter, kept) in model.parameters().Zip(best))
        {
            kept.copy_(parameter);
        }
    }
}
