using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Native;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// A view of some rows of a <see cref="SongTable"/>, with labels: the post's dataset (section <i>Text Vectorization</i>). It copies no songs.
/// For prediction, classifiers get a view without labels.
/// </summary>
public sealed class SongDataset
{
    private readonly int[] rows; // indices into the table
    private readonly int[]? labels;
    private readonly GenreSet? genres;

    /// <summary>Creates a view of some rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="genres">The genres that define the labels; null for songs without labels.</param>
    /// <param name="kind">See <see cref="Kind"/>.</param>
    /// <exception cref="InputException">There are no rows, or a song's genre is not in <paramref name="genres"/>.</exception>
    internal SongDataset(SongTable table, int[] rows, GenreSet? genres, SplitKind kind = SplitKind.Random)
    {
        if (rows.Length == 0)
        {
            throw new InputException("A dataset needs at least one song, but got none.");
        }
        LibTorch.Load();
        (Table, this.rows, this.genres, Kind) = (table, rows, genres, kind);
        labels = genres is null ? null : Array.ConvertAll(rows, row => genres.LabelOf(table.Genres[row]));
    }

    /// <summary>The number of songs.</summary>
    public int Count => rows.Length;

    /// <summary>The table that contains the songs.</summary>
    public SongTable Table { get; }

    /// <summary>The number of ids per song, including padding.</summary>
    public int MaxLength => Table.MaxLength;

    /// <summary>The number of entries in the vocabulary; every token id is smaller.</summary>
    public int VocabularySize => Table.VocabularySize;

    /// <summary>The genres, in the order of their labels.</summary>
    /// <exception cref="InvalidOperationException">The songs have no labels.</exception>
    public GenreSet Genres => genres ?? throw Unlabelled();

    /// <summary>The label of each song.</summary>
    /// <exception cref="InvalidOperationException">The songs have no labels.</exception>
    public IReadOnlyList<int> Labels => labels ?? throw Unlabelled();

    /// <summary>
    /// The share of the most frequent genre, 0 to 1: the accuracy of always guessing it. The base rate of the post is that of all songs,
    /// before they are split.
    /// </summary>
    /// <exception cref="InvalidOperationException">The songs have no labels.</exception>
    public double BaseRate => Labels.CountBy(label => label).Max(genre => (double)genre.Value / Count);

    /// <summary>The kind of split that produced these songs; validation songs are split off in the same way.</summary>
    public SplitKind Kind { get; }

    /// <summary>The number of genres; null for songs without labels.</summary>
    internal int? Classes => genres?.Count;

    /// <summary>The rows of the table.</summary>
    internal int[] Rows => rows;

    /// <summary>A text that is equal only for the same songs from the same file in the same order.</summary>
    internal string Identity => $"{Table.KeyOf(rows[0]).Source} {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<int>(Array.ConvertAll(rows, row => Table.KeyOf(row).Row))))}";

    /// <summary>One song: its padded ids, features and label, as returned by the post's dataset class.</summary>
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

    /// <summary>Splits the songs as <see cref="Data.Split"/> does. To seal the test songs use <c>SealedTestSongs.Split</c>.</summary>
    /// <param name="kind">The kind of split.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="testShare">The share of test songs, between 0 and 1.</param>
    /// <exception cref="InputException">There are too few songs or artists to put one in each part.</exception>
    public (SongDataset Train, SongDataset Test) Split(SplitKind kind, int seed, double testShare = Data.Split.TestShare)
    {
        var split = Data.Split.Create(rows, Table.Genres, Table.Artists, kind, seed, testShare);
        return (new(Table, split.Train, genres, kind), new(Table, split.Test, genres, kind));
    }

    /// <summary>Splits validation songs off from training songs, with the same kind of split as the test songs.</summary>
    /// <param name="seed">The random seed.</param>
    /// <param name="share">The share of validation songs, between 0 and 1.</param>
    /// <exception cref="InputException">There are too few songs or artists to put one in each part.</exception>
    public (SongDataset Train, SongDataset Validation) SplitValidation(int seed, double share = Data.Split.ValidationShare) => Split(Kind, seed, share);

    /// <summary>
    /// Splits training songs into folds of about equal size, for cross-validation. Each fold is the validation part once, with the others as the training part.
    /// </summary>
    /// <param name="count">The number of folds, at least 2.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="kind">How to split; by default as the test songs were, see <see cref="Kind"/>.</param>
    /// <exception cref="InputException">There are too few songs or artists for that many folds.</exception>
    public IReadOnlyList<(SongDataset Train, SongDataset Validation)> Folds(int count, int seed, SplitKind? kind = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if ((kind ?? Kind) == SplitKind.Artist && ArtistCount < count)
        {
            throw new InputException(FormattableString.Invariant($"{Count} training songs by {ArtistCount} artists cannot be divided into {count} folds with artists apart: expected songs by at least {count} artists."));
        }
        var (rest, folds) = (this, new List<SongDataset>());
        while (folds.Count < count - 1)
        {
            (rest, var fold) = rest.Split(kind ?? Kind, seed, 1.0 / (count - folds.Count));
            folds.Add(fold);
        }
        folds.Add(rest);
        return [.. folds.Select(fold => (Without(fold), fold))];
    }

    /// <summary>The same rows of another table, such as one with titles.</summary>
    internal SongDataset In(SongTable table) => new(table, rows, genres, Kind);

    /// <summary>The same songs without labels, as classifiers see them.</summary>
    public SongDataset WithoutLabels() => new(Table, rows, genres: null, Kind);

    /// <summary>Gathers songs into a batch: the post's collate function.</summary>
    /// <param name="songs">The songs' indices in this dataset, at least one.</param>
    public SongBatch Collate(params ReadOnlySpan<int> songs) => new(this, songs.ToArray(), seed: 0);

    /// <summary>The token ids of a song's lyrics from [CLS] to [SEP], not padded.</summary>
    /// <param name="song">The song, 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<int> TokensOf(int song) => Table.Tokens[rows[song]];

    /// <summary>A song's 22 engineered features, in the order of <see cref="EngineeredFeatures.Names"/>.</summary>
    /// <param name="song">The song, 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<float> FeaturesOf(int song) => Table.Features[rows[song]];

    /// <summary>A song's year of release.</summary>
    /// <param name="song">The song, 0 to <see cref="Count"/> - 1.</param>
    public int ReleaseYearOf(int song) => Table.ReleaseYears[rows[song]];

    /// <summary>The artist of a song as a number: a key to group songs by, never an input.</summary>
    internal int ArtistOf(int song) => Table.Artists.Codes[rows[song]];

    /// <summary>The artist of a song: a name to show and to look up, never an input of a model.</summary>
    internal string ArtistNameOf(int song) => Table.Artists[rows[song]];

    /// <summary>The number of artists.</summary>
    internal int ArtistCount => rows.Select(row => Table.Artists.Codes[row]).Distinct().Count();

    /// <summary>
    /// All songs by some of the artists. With the same seed, a smaller share gives some of the artists of a larger one, so a learning curve adds artists
    /// and changes none.
    /// </summary>
    /// <param name="share">The share of artists, above 0 and at most 1; at least one artist is kept.</param>
    /// <param name="seed">The random seed.</param>
    internal SongDataset OfSomeArtists(double share, int seed)
    {
        int[] artists = [.. rows.Select(row => Table.Artists.Codes[row]).Distinct().Order()];
        Data.Split.Shuffle(artists, RandomSeed.Random(seed));
        var kept = artists.Take(Math.Max(1, (int)Math.Round(share * artists.Length))).ToHashSet();
        return new(Table, [.. rows.Where(row => kept.Contains(Table.Artists.Codes[row]))], genres, Kind);
    }

    /// <summary>Some of the songs.</summary>
    /// <param name="songs">The songs' indices in this dataset, at least one; a song may occur several times.</param>
    internal SongDataset At(int[] songs) => new(Table, Array.ConvertAll(songs, song => rows[song]), genres, Kind);

    /// <summary>Computes a value for each song, in order; cancellation stops before the next song.</summary>
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
        return new(Table, [.. rows.Where(row => !left.Contains(row))], genres, others.Kind);
    }

    private static InvalidOperationException Unlabelled() => new("These songs have no labels: they are for prediction.");
}

/// <summary>One song of a <see cref="SongDataset"/>, as returned by the post's dataset class.</summary>
/// <param name="Ids">Token ids padded with 0 to the dataset's length.</param>
/// <param name="Features">The 22 engineered features, in the order of <see cref="EngineeredFeatures.Names"/>.</param>
/// <param name="Label">The genre's label.</param>
public sealed record SongItem(int[] Ids, float[] Features, int Label)
{
    /// <summary>The whole item, with 32 ids per line.</summary>
    public override string ToString()
    {
        var ids = HiddenLyrics.IsSet ? HiddenLyrics.Marker : string.Join(Environment.NewLine + "  ", Ids.Chunk(32).Select(row => string.Join(' ', row)));
        var features = EngineeredFeatures.Names.Zip(Features, (name, value) => FormattableString.Invariant($"{name} {value:0.0000}"));
        return $"ids ({Ids.Length}){Environment.NewLine}  {ids}{Environment.NewLine}"
            + $"features ({Features.Length}){Environment.NewLine}  {string.Join(", ", features)}{Environment.NewLine}"
            + $"label{Environment.NewLine}  {Label}";
    }
}
