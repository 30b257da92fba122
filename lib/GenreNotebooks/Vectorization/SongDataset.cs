using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Native;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// A view of some rows of a <see cref="SongTable"/>, with labels: the post's dataset (section <i>Text Vectorization</i>). Nothing is copied. A
/// classifier that predicts gets a view without labels.
/// </summary>
public sealed class SongDataset
{
    private readonly int[] rows; // of the table
    private readonly int[]? labels;
    private readonly GenreSet? genres;

    /// <summary>Takes rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="genres">The genres that give the labels; null for songs without labels.</param>
    /// <param name="kind">See <see cref="Kind"/>.</param>
    /// <exception cref="InputException">There is no row, or a song's genre is not one of <paramref name="genres"/>.</exception>
    internal SongDataset(SongTable table, int[] rows, GenreSet? genres, SplitKind kind = SplitKind.Random)
    {
        if (rows.Length == 0)
        {
            throw new InputException("A dataset needs at least one song, but none was given.");
        }
        LibTorch.Load();
        (Table, this.rows, this.genres, Kind) = (table, rows, genres, kind);
        labels = genres is null ? null : Array.ConvertAll(rows, row => genres.LabelOf(table.Genres[row]));
    }

    /// <summary>The number of songs.</summary>
    public int Count => rows.Length;

    /// <summary>The table that the songs are rows of.</summary>
    public SongTable Table { get; }

    /// <summary>The number of ids of every song, padding included.</summary>
    public int MaxLength => Table.MaxLength;

    /// <summary>The number of entries of the vocabulary: every token's id is below it.</summary>
    public int VocabularySize => Table.VocabularySize;

    /// <summary>The genres, in the order of their labels.</summary>
    /// <exception cref="InvalidOperationException">The songs have no labels.</exception>
    public GenreSet Genres => genres ?? throw Unlabelled();

    /// <summary>The label of each song.</summary>
    /// <exception cref="InvalidOperationException">The songs have no labels.</exception>
    public IReadOnlyList<int> Labels => labels ?? throw Unlabelled();

    /// <summary>How these songs were split off from others: validation songs are split off from them likewise.</summary>
    public SplitKind Kind { get; }

    /// <summary>The rows of the table.</summary>
    internal int[] Rows => rows;

    /// <summary>Equal for the same songs of the same file in the same order, and for no others.</summary>
    internal string Identity => $"{Table.Origin?.Sha256} {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<int>(rows)))}";

    /// <summary>One song: its padded ids, features and label, as the post's dataset class returns it.</summary>
    public SongItem this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var ids = new int[MaxLength];
            TokensOf(index).CopyTo(ids);
            return new(ids, FeaturesOf(index).ToArray(), Labels[index]);
        }
    }

    /// <summary>Divides the songs as <see cref="Data.Split"/> does. To seal the test songs use <c>SealedTestSongs.Split</c>.</summary>
    /// <param name="kind">The kind of split.</param>
    /// <param name="seed">Seeds the draw.</param>
    /// <param name="testShare">The share of test songs, between 0 and 1.</param>
    /// <exception cref="InputException">There are too few songs or artists to have one on each side.</exception>
    public (SongDataset Train, SongDataset Test) Split(SplitKind kind, int seed, double testShare = Data.Split.TestShare)
    {
        var split = Data.Split.Create(rows, Table.Genres, Table.Artists, kind, seed, testShare);
        return (new(Table, split.Train, genres, kind), new(Table, split.Test, genres, kind));
    }

    /// <summary>Divides training songs into a part to learn from and a part to choose by, as the test songs were split off.</summary>
    /// <param name="seed">Seeds the draw.</param>
    /// <param name="share">The share of the part to choose by, between 0 and 1.</param>
    /// <exception cref="InputException">There are too few songs or artists to have one on each side.</exception>
    public (SongDataset Train, SongDataset Validation) SplitValidation(int seed, double share = Data.Split.ValidationShare) => Split(Kind, seed, share);

    /// <summary>
    /// Divides training songs into folds of about equal size. Each is once the part to choose by, while the others are the part to learn from.
    /// </summary>
    /// <param name="count">The number of folds, at least 2.</param>
    /// <param name="seed">Seeds the draw.</param>
    /// <exception cref="InputException">There are too few songs or artists for so many folds.</exception>
    public IReadOnlyList<(SongDataset Train, SongDataset Validation)> Folds(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var (rest, folds) = (this, new List<SongDataset>());
        while (folds.Count < count - 1)
        {
            (rest, var fold) = rest.SplitValidation(seed, 1.0 / (count - folds.Count));
            folds.Add(fold);
        }
        folds.Add(rest);
        return [.. folds.Select(fold => (Without(fold), fold))];
    }

    /// <summary>The same songs without their labels, as a classifier sees them.</summary>
    public SongDataset WithoutLabels() => new(Table, rows, genres: null, Kind);

    /// <summary>Gathers songs into a batch: the post's collate function.</summary>
    /// <param name="songs">The songs by their place in this dataset, from 0; at least one.</param>
    public SongBatch Collate(params ReadOnlySpan<int> songs) => new(this, songs.ToArray(), seed: 0);

    /// <summary>The ids of a song's lyrics from [CLS] to [SEP], not padded.</summary>
    /// <param name="song">The song, 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<int> TokensOf(int song) => Table.Tokens[rows[song]];

    /// <summary>A song's 22 engineered features, in the order of <see cref="EngineeredFeatures.Names"/>.</summary>
    /// <param name="song">The song, 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<float> FeaturesOf(int song) => Table.Features[rows[song]];

    /// <summary>A song's year of release.</summary>
    /// <param name="song">The song, 0 to <see cref="Count"/> - 1.</param>
    public int ReleaseYearOf(int song) => Table.ReleaseYears[rows[song]];

    /// <summary>A value for each song, in their order; cancelled before the next song.</summary>
    internal T[] Select<T>(Func<int, T> ofSong, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var values = new T[Count];
        for (var song = 0; song < Count; song++)
        {
            stop.Token.ThrowIfCancellationRequested();
            values[song] = ofSong(song);
        }
        return values;
    }

    private SongDataset Without(SongDataset others)
    {
        var left = others.rows.ToHashSet();
        return new(Table, [.. rows.Where(row => !left.Contains(row))], genres, Kind);
    }

    private static InvalidOperationException Unlabelled() => new("These songs are to be predicted: they have no labels.");
}

/// <summary>One song of a <see cref="SongDataset"/>, as the post's dataset class returns it.</summary>
/// <param name="Ids">Token ids padded with 0, as many as the dataset's length.</param>
/// <param name="Features">The 22 engineered features, in the order of <see cref="EngineeredFeatures.Names"/>.</param>
/// <param name="Label">The genre's label.</param>
public sealed record SongItem(int[] Ids, float[] Features, int Label)
{
    /// <summary>The whole item, wrapped to lines of 32 ids.</summary>
    public override string ToString()
    {
        var ids = string.Join(Environment.NewLine + "  ", Ids.Chunk(32).Select(row => string.Join(' ', row)));
        var features = EngineeredFeatures.Names.Zip(Features, (name, value) => FormattableString.Invariant($"{name} {value:0.0000}"));
        return $"ids ({Ids.Length}){Environment.NewLine}  {ids}{Environment.NewLine}"
            + $"features ({Features.Length}){Environment.NewLine}  {string.Join(", ", features)}{Environment.NewLine}"
            + $"label{Environment.NewLine}  {Label}";
    }
}
