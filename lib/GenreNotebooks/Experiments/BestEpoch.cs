namespace GenreNotebooks.Experiments;

/// <summary>The epoch with the highest test accuracy.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Accuracy">Its test accuracy, 0 to 1.</param>
/// <param name="PickedOn">What it was picked on: the test songs, so it flatters.</param>
public sealed record BestEpoch(int Epoch, double Accuracy, string PickedOn = "test songs");
