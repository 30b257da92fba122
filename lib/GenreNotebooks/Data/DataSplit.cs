namespace GenreNotebooks.Data;

/// <summary>Songs divided into a training and a test part (section <i>Data</i>).</summary>
/// <param name="Train">The songs to learn from.</param>
/// <param name="Test">The songs held out.</param>
public sealed record DataSplit(IReadOnlyList<Song> Train, IReadOnlyList<Song> Test)
{
    /// <summary>Divides songs; the same songs, kind, share and seed always give the same parts.</summary>
    public static DataSplit Create(
        IReadOnlyList<Song> songs, SplitKind kind = SplitKind.Random, int seed = 0, double testShare = 0.2) =>
        throw new NotImplementedException();
}
