namespace GenreNotebooks.Data;

/// <summary>How songs are divided into a training and a test part.</summary>
public enum SplitKind
{
    /// <summary>Any song may go anywhere, as in the post.</summary>
    Random,

    /// <summary>Both parts have the same shares of genres.</summary>
    Stratified,

    /// <summary>All songs of an artist are on one side.</summary>
    Artist,
}

/// <summary>Songs divided into a training and a test part (section <i>Data</i>).</summary>
/// <param name="Train">The songs to learn from.</param>
/// <param name="Test">The songs held out.</param>
public sealed record DataSplit(IReadOnlyList<Song> Train, IReadOnlyList<Song> Test)
{
    /// <summary>The post's share of test songs.</summary>
    internal const double TestShare = 0.2;

    /// <summary>Divides songs; the same songs, kind, share and seed always give the same parts, each in shuffled order.</summary>
    /// <param name="songs">The songs, at least two.</param>
    /// <param name="kind">What may be separated; the default is the post's way.</param>
    /// <param name="seed">Seeds <see cref="System.Random"/>, whose seeded sequence is the same on every .NET.</param>
    /// <param name="testShare">
    /// The share of test songs, between 0 and 1, rounded up as scikit-learn does: 2,257 of 11,281 for 0.2. With
    /// <see cref="SplitKind.Artist"/> the nearest that whole artists allow.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and below 1.</exception>
    /// <exception cref="InputException">There are too few songs or artists to have one on each side.</exception>
    public static DataSplit Create(
        IReadOnlyList<Song> songs, SplitKind kind = SplitKind.Random, int seed = 0, double testShare = TestShare)
    {
        var rows = RowSplit.Create(songs.Count, row => songs[row].Genre, row => songs[row].Artist, kind, seed, testShare);
        return new([.. rows.Train.Select(row => songs[row])], [.. rows.Test.Select(row => songs[row])]);
    }

    /// <summary>Fisher and Yates, written out: a library's own shuffle may change what a seed gives.</summary>
    internal static void Shuffle<T>(T[] items, Random random)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = random.Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}

/// <summary>Rows of some table of songs divided into a training and a test part: what <see cref="DataSplit"/> is for songs.</summary>
/// <param name="Train">The rows to learn from, in shuffled order.</param>
/// <param name="Test">The rows held out, in shuffled order.</param>
internal sealed record RowSplit(int[] Train, int[] Test)
{
    /// <summary>Divides the rows 0 to <paramref name="count"/> - 1, as <see cref="DataSplit.Create"/> says.</summary>
    /// <param name="count">The number of songs.</param>
    /// <param name="genreOf">The genre of a row.</param>
    /// <param name="artistOf">The artist of a row.</param>
    /// <param name="kind">What may be separated.</param>
    /// <param name="seed">Seeds <see cref="Random"/>.</param>
    /// <param name="testShare">The share of test songs.</param>
    public static RowSplit Create(
        int count, Func<int, string> genreOf, Func<int, string> artistOf, SplitKind kind, int seed, double testShare = DataSplit.TestShare)
    {
        if (testShare is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "The share of test songs must be above 0 and below 1.");
        }
        if (count < 2)
        {
            throw new InputException($"{count} songs cannot be divided into a training and a test part: expected at least 2.");
        }
        var random = new Random(seed);
        var order = Enumerable.Range(0, count).ToArray();
        DataSplit.Shuffle(order, random);
        var testCount = Math.Min((int)Math.Ceiling(count * testShare), count - 1);
        var test = kind switch
        {
            SplitKind.Random => order.Take(testCount).ToHashSet(),
            SplitKind.Stratified => TestSongs.OfEachGenre(order, genreOf, testCount),
            SplitKind.Artist => TestSongs.OfWholeArtists(count, genreOf, artistOf, random, testCount),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected Random, Stratified or Artist."),
        };
        return new([.. order.Where(row => !test.Contains(row))], [.. order.Where(test.Contains)]);
    }
}

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
