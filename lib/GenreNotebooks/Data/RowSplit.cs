namespace GenreNotebooks.Data;

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
