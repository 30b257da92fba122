using System.Text;

namespace GenreNotebooks.Data.Sampling;

/// <summary>Names of artists that do not exist, put together from syllables.</summary>
internal static class InventedNames
{
    private static readonly string[] Syllables =
        ("ba du fen gri hol ja kem lu mip nor plu qua ris sto tav ulk "
        + "vem wob yss zan cle dro eph flo gwi hux iln jor kra lyb mox nuv").Split(' ');

    /// <summary>The name of an artist; numbers below 2^20 all have different names.</summary>
    public static string Artist(int number)
    {
        // An odd factor only shuffles the numbers modulo a power of two, so that neighbours do not sound alike.
        var code = number * 650_617L + 391_127;
        var name = new StringBuilder();
        for (var place = 0; place < 4; place++)
        {
            name.Append(place == 2 ? " " : "").Append(Syllables[(int)((code >> (5 * place)) & 31)]);
        }
        return name.ToString();
    }
}
