using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// All songs of some genres, before they are divided. Dividing them here seals the test songs: training and selection take
/// <see cref="TrainingSongs"/> only, and <see cref="SealedTestSongs"/> open once, for models that have learnt already.
/// </summary>
/// <remarks>
/// The post's own loop, which shows a network's test accuracy after every epoch, is <see cref="Data.DataSplit"/> and
/// <see cref="Training.Trainer"/>; nothing may be chosen by what it prints.
/// </remarks>
public sealed class LabelledSongs
{
    private readonly TokenizedSongs table;
    private readonly int[] rows;

    internal LabelledSongs(TokenizedSongs table, GenreSet genres, DataOrigin origin)
    {
        genres.EnsureIn(table.Genres.Categories, origin.Path);
        (this.table, rows, Genres, Origin) = (table, table.RowsOf(genres), genres, origin);
    }

    /// <summary>The genres to tell apart.</summary>
    public GenreSet Genres { get; }

    /// <summary>The file the songs come from.</summary>
    public DataOrigin Origin { get; }

    /// <summary>The number of songs.</summary>
    public int Count => rows.Length;

    /// <summary>Reads and tokenizes the songs of a folder; what was tokenized before is found again on disk.</summary>
    /// <param name="folder">Where songs and vocabulary are.</param>
    /// <param name="genres">The genres to tell apart; by default the post's four.</param>
    /// <exception cref="InputException">A file is missing or does not fit, or it has no song of one of the genres.</exception>
    public static LabelledSongs Load(DataFolder folder, GenreSet? genres = null)
    {
        using var stop = NotebookEngine.Linked();
        var (table, checksums) = SongCache.Default.Load(folder, stop.Token);
        return new(table, genres ?? GenreSet.Blog, new(folder.Kind, folder.SongsPath, table.Count, checksums.Songs));
    }

    /// <summary>Divides the songs as <see cref="DataSplit.Create"/> does, the same songs for the same kind and seed.</summary>
    /// <param name="kind">What may be separated.</param>
    /// <param name="seed">Seeds the draw.</param>
    /// <param name="testShare">The share of test songs, between 0 and 1.</param>
    /// <exception cref="InputException">There are too few songs or artists to have one on each side.</exception>
    public (TrainingSongs Train, SealedTestSongs Test) Split(SplitKind kind, int seed, double testShare = 0.2)
    {
        var all = new TrainingSongs(new(table, rows), Genres, Origin.Sha256, kind);
        var (train, test) = all.Split(seed, testShare);
        return (train, new(test));
    }
}
