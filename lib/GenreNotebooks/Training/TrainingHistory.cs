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
