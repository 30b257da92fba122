namespace GenreNotebooks.Benchmarks;

/// <summary>What an epoch of one network costs: medians in seconds.</summary>
/// <param name="Network">The network.</param>
/// <param name="PlainOneThread">The plain port on one thread.</param>
/// <param name="PlainTwoThreads">The plain port on two threads; infinity where it was given up as slower than one.</param>
/// <param name="Ours">Ours on one thread.</param>
internal sealed record NetworkRatio(string Network, double PlainOneThread, double PlainTwoThreads, double Ours)
{
    /// <summary>The plain port at its better count of threads.</summary>
    public double Plain => Math.Min(PlainOneThread, PlainTwoThreads);

    /// <summary>How many times faster ours is.</summary>
    public double Times => Plain / Ours;

    /// <summary>A row of the table under <see cref="Header"/>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Network,-26}{PlainOneThread,18:0.000}{Seconds(PlainTwoThreads),18}{Ours,18:0.000}{Times,14:0.0}");

    private static string Seconds(double seconds) =>
        double.IsFinite(seconds) ? seconds.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) : "given up";

    public static string Header => $"{"network",-26}{"plain, 1 thread",18}{"plain, 2 threads",18}{"ours, 1 thread",18}{"times faster",14}";
}
