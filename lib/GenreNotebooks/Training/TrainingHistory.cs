namespace GenreNotebooks.Training;

/// <summary>The epochs of one training run, in order.</summary>
/// <param name="Epochs">The finished epochs.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs)
{
    /// <summary>
    /// The epoch whose weights early stopping restored: the one with the lowest loss on the validation songs; null
    /// if the network kept the weights of the last epoch.
    /// </summary>
    public int? RestoredEpoch { get; init; }

    /// <summary>The options of the training; null if the history was not made by a trainer.</summary>
    internal TrainingOptions? Options { get; init; }

    /// <summary>What replaced the post's optimizer, loss or learning rate.</summary>
    internal TrainingMethod? Method { get; init; }

    /// <summary>The checksum of the weights before training, see <see cref="NetworkState.Sha256"/>.</summary>
    internal string? FirstWeights { get; init; }

    /// <summary>The epoch with the highest test accuracy, the first if several tie. Note that the test songs select it.</summary>
    public EpochResult Best => Epochs.MaxBy(epoch => epoch.TestAccuracy);

    /// <summary>One line per epoch.</summary>
    public override string ToString() => string.Join('\n', Epochs);
}

/// <summary>The results of one epoch (section <i>Model Building</i>): losses are mean cross-entropies in nats, accuracies are 0 to 1.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="TrainLoss">The mean loss on the training songs, each measured before its batch's step.</param>
/// <param name="TrainAccuracy">The running training accuracy that the post prints.</param>
/// <param name="TestLoss">The mean loss on the test songs.</param>
/// <param name="TestAccuracy">The accuracy on the test songs, with dropout if <see cref="TrainingOptions.DropoutWhileTesting"/> is set.</param>
/// <param name="Seconds">The wall-clock training time, without evaluation.</param>
public readonly record struct EpochResult(
    int Epoch, double TrainLoss, double TrainAccuracy, double TestLoss, double TestAccuracy, double Seconds)
{
    /// <summary>One line in the format that the post prints.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"| epoch {Epoch,3} | train accuracy {TrainAccuracy,8:0.000} | time: {Seconds,5:0.00}s | test accuracy {TestAccuracy,8:0.000}");
}
