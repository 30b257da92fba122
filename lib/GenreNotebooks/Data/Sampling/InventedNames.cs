namespace GenreNotebooks.Data.Sampling;

/// <summary>Names that do not exist, put together from syllables.</summary>
internal static class InventedNames
{
    private static readonly string[] Syllables =
        ("ba du fen gri hol ja kem lu mip nor plu qua ris sto tav ulk "
        + "vem wob yss zan cle dro eph flo gwi hux iln jor kra lyb mox nuv").Split(' ');

    /// <summary>The name of an artist; numbers below 2^20 all have different names.</summary>
    public static string Artist(int number)
    {
        // An odd factor only shuffles the numbers modulo a power of two, so that neighbours do not sound alike.
        var code = (uint)number * 650_617 + 391_127;
        return $"{Word((int)(code & 1023))} {Word((int)((code >> 10) & 1023))}";
    }

    /// <summary>A word of two syllables; numbers below 2^10 all have different ones, as the last ten bits count.</summary>
    public static string Word(int number) => Syllables[number & 31] + Syllables[(number >> 5) & 31];
}
