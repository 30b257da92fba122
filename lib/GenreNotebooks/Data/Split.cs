namespace GenreNotebooks.Data;

/// <summary>How songs are divided into a training and a test part.</summary>
public enum SplitKind
{
    /// <summary>Songs are assigned at random, as in the post.</summary>
    Random,

    /// <summary>Both parts have the same shares of genres.</summary>
    Stratified,

    /// <summary>All songs of an artist are in the same part.</summary>
    Artist,
}

/// <summary>The rows of a table of songs, divided into a training and a test part (section <i>Data</i>).</summary>
/// <param name="Train">The training rows, shuffled.</param>
/// <param name="Test">The held-out rows, shuffled.</param>
public sealed record Split(int[] Train, int[] Test)
{
    /// <summary>The post's share of test songs.</summary>
    public const double TestShare = 0.2;

    /// <summary>The share of the training songs held out as validation songs, for early stopping and for choosing between estimators.</summary>
    public const double ValidationShare = 0.2;

    /// <summary>Splits songs. The same songs, kind, seed and share always give the same parts.</summary>
    /// <param name="songs">The songs, at least two.</param>
    /// <param name="kind">The kind of split; the default is the post's.</param>
    /// <param name="seed">The seed, see <see cref="RandomSeed"/>.</param>
    /// <param name="testShare">
    /// The share of test songs, between 0 and 1, rounded up as scikit-learn does: 2,257 of 11,281 for 0.2. With
    /// <see cref="SplitKind.Artist"/>, the closest share possible with whole artists.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    /// <exception cref="InputException">There are too few songs or artists to put one in each part, or the number is no seed.</exception>
    public static Split Create(MusicData songs, SplitKind kind = SplitKind.Random, int seed = 0, double testShare = TestShare) =>
        Create([.. Enumerable.Range(0, songs.Count)], songs.GenreColumn, songs.ArtistColumn, kind, seed, testShare);

    /// <summary>Splits some rows of a table.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="genres">The table's genre column.</param>
    /// <param name="artists">The table's artist column.</param>
    /// <param name="kind">The kind of split.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="testShare">The share of test songs.</param>
    internal static Split Create(int[] rows, Categorical genres, Categorical artists, SplitKind kind, int seed, double testShare)
    {
        if (testShare is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "The share of test songs must be above 0 and below 1.");
        }
        if (rows.Length < 2)
        {
            throw new InputException($"{rows.Length} songs cannot be divided into a training and a test part: expected at least 2.");
        }
        var random = RandomSeed.Random(seed);
        var order = rows.ToArray();
        Shuffle(order, random);
        var testCount = Math.Min((int)Math.Ceiling(rows.Length * testShare), rows.Length - 1);
        var test = kind switch
        {
            SplitKind.Random => order.Take(testCount).ToHashSet(),
            SplitKind.Stratified => OfEachGenre(order, genres, testCount),
            SplitKind.Artist => OfWholeArtists(rows, genres, artists, random, testCount),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected Random, Stratified or Artist."),
        };
        return new([.. order.Where(row => !test.Contains(row))], [.. order.Where(test.Contains)]);
    }

    /// <summary>The Fisher–Yates shuffle, implemented here because a library's shuffle may change its result for a seed.</summary>
    internal static void Shuffle<T>(T[] items, Random random)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = random.Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>Takes each genre's quota, in shuffled order.</summary>
    private static HashSet<int> OfEachGenre(int[] order, Categorical genres, int testCount)
    {
        var room = Quotas(order, genres, testCount);
        return [.. order.Where(row => room[genres[row]]-- > 0)];
    }

    /// <summary>
    /// Goes through the artists in random order and takes an artist if all of their songs fit into the remaining quotas of their genres. Most
    /// artists have few songs and fill the gaps that large ones leave, so the size and the genre shares come close to a stratified split. Any
    /// remaining places go to artists of any genre.
    /// </summary>
    private static HashSet<int> OfWholeArtists(int[] rows, Categorical genres, Categorical artists, Random random, int testCount)
    {
        var groups = rows.GroupBy(row => artists.Codes[row]).Select(artist => artist.ToArray()).ToArray();
        if (groups.Length < 2)
        {
            throw new InputException($"All {rows.Length} songs are by one artist: expected at least 2 artists to keep them apart.");
        }
        Shuffle(groups, random);
        var room = Quotas(rows, genres, testCount);
        var test = groups.Where(artist => TakeIfItFits(artist.CountBy(row => genres[row]), room)).SelectMany(artist => artist).ToHashSet();
        foreach (var artist in groups.Where(artist => !test.Contains(artist[0]) && test.Count + artist.Length <= testCount))
        {
            test.UnionWith(artist);
        }
        return test.Count > 0 ? test : [.. groups.MinBy(artist => artist.Length)!];
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

    /// <summary>The number of test songs per genre: proportional, rounded down; the remaining songs go to the largest remainders.</summary>
    private static Dictionary<string, int> Quotas(int[] rows, Categorical genres, int testCount)
    {
        var exact = rows.CountBy(row => genres[row])
            .Select(genre => (Genre: genre.Key, Share: (double)testCount * genre.Value / rows.Length))
            .OrderByDescending(genre => genre.Share - Math.Floor(genre.Share))
            .ThenBy(genre => genre.Genre, StringComparer.Ordinal)
            .ToList();
        var leftOver = testCount - exact.Sum(genre => (int)genre.Share);
        return exact.Index().ToDictionary(
            genre => genre.Item.Genre, genre => (int)genre.Item.Share + (genre.Index < leftOver ? 1 : 0));
    }
}
