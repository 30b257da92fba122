using static System.FormattableString;

namespace GenreNotebooks.Data;

/// <summary>
/// The seeds of random draws: 0 to <see cref="Largest"/>, all of which draw differently. Others are refused, because they would repeat draws:
/// <see cref="System.Random"/> takes the absolute value of its seed, so -7 would divide songs as 7 does, and <see cref="int.MaxValue"/> as 0 does.
/// </summary>
public static class RandomSeed
{
    /// <summary>The largest seed. The next number makes <see cref="System.Random"/> draw nearly as 0 does.</summary>
    public const int Largest = int.MaxValue - 1;

    /// <summary>The expected values, for messages.</summary>
    internal static string Expected { get; } = Invariant($"0 to {Largest}, because other numbers repeat the draws of these");

    /// <summary>The random numbers of a seed: the same in every .NET version.</summary>
    /// <exception cref="InputException">The seed is not 0 to <see cref="Largest"/>.</exception>
    public static Random Random(int seed) => new(Checked(seed));

    /// <summary>Several seeds in a row.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">The number of seeds, at least 1.</param>
    /// <exception cref="InputException">There is no seed, or one is not 0 to <see cref="Largest"/>.</exception>
    public static IReadOnlyList<int> Range(int first, int count) => count >= 1 && AreSeeds(first, (long)first + count - 1)
        ? [.. Enumerable.Range(first, count)]
        : throw new InputException(Invariant($"Found {count} seeds from {first}: expected at least one, each {Expected}."));

    /// <summary>Returns a number if it is a seed.</summary>
    /// <exception cref="InputException">It is not 0 to <see cref="Largest"/>.</exception>
    internal static int Checked(int seed) => IsSeed(seed) ? seed : throw new InputException(Invariant($"The seed is {seed}: expected {Expected}."));

    /// <summary>Whether a number is a seed.</summary>
    internal static bool IsSeed(int seed) => AreSeeds(seed, seed);

    private static bool AreSeeds(long first, long last) => first >= 0 && last <= Largest;
}
