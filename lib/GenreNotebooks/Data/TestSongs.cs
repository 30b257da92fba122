namespace GenreNotebooks.Data;

/// <summary>Picks the songs to hold out where not every choice is allowed; songs go by their row.</summary>
internal static class TestSongs
{
    /// <summary>From each genre its share, the first of it in a shuffled order.</summary>
    public static HashSet<int> OfEachGenre(int[] order, Func<int, string> genreOf, int testCount)
    {
        var room = Quotas(order.Length, genreOf, testCount);
        return [.. order.Where(row => room[genreOf(row)]-- > 0)];
    }

    /// <summary>
    /// Artists in random order, each taken if all of its songs still fit into the shares of their genres. Most artists
    /// have few songs and fill what the large ones leave, so that size and genres come out as in a stratified split. What
    /// stays free because no artist fits its genre goes to artists of any genre.
    /// </summary>
    public static HashSet<int> OfWholeArtists(
        int count, Func<int, string> genreOf, Func<int, string> artistOf, Random random, int testCount)
    {
        var artists = Enumerable.Range(0, count).GroupBy(artistOf).Select(artist => artist.ToArray()).ToArray();
        if (artists.Length < 2)
        {
            throw new InputException($"All {count} songs are by one artist: expected at least 2 artists to keep them apart.");
        }
        DataSplit.Shuffle(artists, random);
        var room = Quotas(count, genreOf, testCount);
        var test = artists.Where(artist => TakeIfItFits(artist.CountBy(genreOf), room)).SelectMany(artist => artist).ToHashSet();
        foreach (var artist in artists.Where(artist => !test.Contains(artist[0]) && test.Count + artist.Length <= testCount))
        {
            test.UnionWith(artist);
        }
        return test.Count > 0 ? test : [.. artists.MinBy(artist => artist.Length)!];
    }

    private static bool TakeIfItFits(IEnumerable<KeyValuePair<string, int>> needed, Dictionary<string, int> room)
    {
        var genres = needed.ToList();
        if (genres.Any(genre => genre.Value > room[genre.Key]))
        {
            return false;
        }
        genres.ForEach(genre => room[genre.Key] -= genre.Value);
        return true;
    }

    /// <summary>Test songs by genre in proportion, rounded down; those left over go where most was cut off.</summary>
    private static Dictionary<string, int> Quotas(int count, Func<int, string> genreOf, int testCount)
    {
        var exact = Enumerable.Range(0, count).CountBy(genreOf)
            .Select(genre => (Genre: genre.Key, Share: (double)testCount * genre.Value / count))
            .OrderByDescending(genre => genre.Share - Math.Floor(genre.Share))
            .ThenBy(genre => genre.Genre, StringComparer.Ordinal)
            .ToList();
        var leftOver = testCount - exact.Sum(genre => (int)genre.Share);
        return exact.Index().ToDictionary(
            genre => genre.Item.Genre, genre => (int)genre.Item.Share + (genre.Index < leftOver ? 1 : 0));
    }
}
