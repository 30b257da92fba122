using System.Globalization;

namespace GenreNotebooks.Tests;

/// <summary>How often tests repeat what they draw at random: GENRE_NOTEBOOKS_REPEATS=10 makes it ten times as often.</summary>
internal static class Repeats
{
    private static readonly int Times = int.Parse(Environment.GetEnvironmentVariable("GENRE_NOTEBOOKS_REPEATS") ?? "1", CultureInfo.InvariantCulture);

    public static int Of(int count) => count * Times;
}
