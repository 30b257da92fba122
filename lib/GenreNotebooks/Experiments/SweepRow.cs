namespace GenreNotebooks.Experiments;

/// <summary>What runs that differ only in their seed reached.</summary>
/// <param name="Point">Their network and options; of the seeds, the first.</param>
/// <param name="Runs">How many they are.</param>
/// <param name="Accuracy">Their accuracy on the test songs after the last epoch, dropout off.</param>
/// <param name="MacroF1">Their mean F1 over genres, likewise.</param>
/// <param name="Seconds">The mean seconds of training that one of them took.</param>
public sealed record SweepRow(SweepPoint Point, int Runs, Spread Accuracy, Spread MacroF1, double Seconds);
