namespace GenreNotebooks.Data;

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
