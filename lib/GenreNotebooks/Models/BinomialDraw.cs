using System.Collections.Concurrent;

namespace GenreNotebooks.Models;

/// <summary>Draws how many of a number of positions dropout zeroes: the binomial distribution, by looking up its distribution function.</summary>
internal sealed class BinomialDraw
{
    private static readonly ConcurrentDictionary<(int Positions, double Probability), BinomialDraw> Known = [];

    private readonly uint[] limits;                  // a 32-bit number below limits[k] stands for at most k
    private readonly short[] first = new short[256]; // the smallest k that numbers with these leading bits stand for

    private BinomialDraw(int positions, double probability)
    {
        limits = new uint[positions];
        var odds = Math.Log(probability / (1 - probability));
        var (logDensity, sum) = (positions * Math.Log(1 - probability), 0.0); // in logarithms: the first may be less than a double can be
        for (var k = 0; k < positions; k++)
        {
            sum += Math.Exp(logDensity);
            limits[k] = (uint)Math.Min(sum * 4294967296.0, uint.MaxValue);
            logDensity += odds + Math.Log((double)(positions - k) / (k + 1));
        }
        for (var bits = 1; bits < first.Length; bits++)
        {
            first[bits] = (short)Find((uint)bits << 24, first[bits - 1]);
        }
    }

    public static BinomialDraw Of(int positions, double probability) =>
        Known.GetOrAdd((positions, probability), key => new(key.Positions, key.Probability));

    /// <summary>The number that 32 random bits stand for.</summary>
    public int Draw(uint random) => Find(random, first[random >> 24]);

    private int Find(uint random, int from)
    {
        while (from < limits.Length && random >= limits[from])
        {
            from++;
        }
        return from;
    }
}
