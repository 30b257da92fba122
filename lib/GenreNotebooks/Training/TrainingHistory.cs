namespace GenreNotebooks.Training;

/// <summary>The epochs of one training run, in order.</summary>
/// <param name="Epochs">The finished epochs.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs)
{
    /// <summary>
    /// The epoch whose weights the network was given back by early stopping, the one with the lowest loss on the validation songs; null
    /// if it kept those of the last.
    /// </summary>
    public int? RestoredEpoch { get; init; }

    /// <summary>The epoch with the highest test accuracy (the first of several). It is picked on the test songs.</summary>
    public EpochResult Best => Epochs.MaxBy(epoch => epoch.TestAccuracy);

    /// <summary>A line an epoch.</summary>
    public override string ToString() => string.Join('\n', Epochs);
}

/// <summary>What one epoch measured (section <i>Model Building</i>): losses are mean cross-entropy in nats, accuracies 0 to 1.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="TrainLoss">Mean over the training songs, each measured before its batch's step.</param>
/// <param name="TrainAccuracy">The running training accuracy that the post prints.</param>
/// <param name="TestLoss">Mean over the test songs.</param>
/// <param name="TestAccuracy">Over the test songs, with dropout as the options say.</param>
/// <param name="Seconds">The wall-clock time of the training part.</param>
public readonly record struct EpochResult(
    int Epoch, double TrainLoss, double TrainAccuracy, double TestLoss, double TestAccuracy, double Seconds)
{
    /// <summary>One line in the form the post prints.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"| epoch {Epoch,3} | train accuracy {TrainAccuracy,8:0.000} | time: {Seconds,5:0.00}s | test accuracy {TestAccuracy,8:0.000}");
}
