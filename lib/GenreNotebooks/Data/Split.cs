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

/// <summary>The rows of a table of songs, divided into a training and a test part (section <i>Data</i>).</summary>
/// <param name="Train">The rows to learn from, shuffled.</param>
/// <param name="Test">The rows held out, shuffled.</param>
public sealed record Split(int[] Train, int[] Test)
{
    /// <summary>The post's share of test songs.</summary>
    public const double TestShare = 0.2;

    /// <summary>The share of the training songs that serves as a validation part: for early stopping, and to choose between estimators.</summary>
    public const double ValidationShare = 0.2;

    /// <summary>Divides songs. The same songs, kind, seed and share always give the same parts.</summary>
    /// <param name="songs">The songs, at least two.</param>
    /// <param name="kind">The kind; the default is the post's.</param>
    /// <param name="seed">Seeds <see cref="System.Random"/>, whose seeded sequence is the same on every .NET.</param>
    /// <param name="testShare">
    /// The share of test songs, between 0 and 1, rounded up as scikit-learn does: 2,257 of 11,281 for 0.2. With
    /// <see cref="SplitKind.Artist"/> the nearest share that whole artists allow.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    /// <exception cref="InputException">There are too few songs or artists to have one on each side.</exception>
    public static Split Create(MusicData songs, SplitKind kind = SplitKind.Random, int seed = 0, double testShare = TestShare) =>
        Create([.. Enumerable.Range(0, songs.Count)], songs.GenreColumn, songs.ArtistColumn, kind, seed, testShare);

    /// <summary>Divides some rows of a table.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="genres">The table's column of genres.</param>
    /// <param name="artists">The table's column of artists.</param>
    /// <param name="kind">The kind.</param>
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
        var random = new Random(seed);
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

    /// <summary>Fisher and Yates's shuffle, written out: a library's own may change what a seed gives.</summary>
    internal static void Shuffle<T>(T[] items, Random random)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = random.Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>From each genre its share, the first of it in shuffled order.</summary>
    private static HashSet<int> OfEachGenre(int[] order, Categorical genres, int testCount)
    {
        var room = Quotas(order, genres, testCount);
        return [.. order.Where(row => room[genres[row]]-- > 0)];
    }

    /// <summary>
    /// Artists in random order, each taken if all of its songs still fit into the shares of their genres. Most artists have few songs and
    /// fill the gaps that large ones leave, so size and genres come out as in a stratified split. Room that no artist fits goes to artists
    /// of any genre.
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

    /// <summary>Test songs of each genre in proportion, rounded down; those left over go where most was cut off.</summary>
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
