using GenreNotebooks.Data;
using GenreNotebooks.Native;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// Some rows of a table of tokenized songs, with labels: the post's dataset. A batch is a gathering of songs
/// (section <i>Text Vectorization</i>).
/// </summary>
public sealed class SongDataset
{
    private readonly TokenizedSongs table;
    private readonly int[] tableRows; // [songs], where each is in the table
    private readonly int[] labels;    // [songs], none if they are to be predicted
    private readonly GenreSet? genres;

    /// <summary>Tokenizes songs and gathers their features and labels.</summary>
    /// <param name="songs">The songs; at least one.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="genres">The genres that give the labels.</param>
    /// <param name="maxLength">The length that every song is truncated or padded to, 512 in the post.</param>
    /// <exception cref="InputException">There is no song, or a song's genre is not one of <paramref name="genres"/>.</exception>
    public SongDataset(IReadOnlyList<Song> songs, LyricsTokenizer tokenizer, GenreSet genres, int maxLength = 512)
        : this(TokenizedSongs.Tokenize(songs, tokenizer, maxLength), [.. Enumerable.Range(0, songs.Count)], genres)
    {
    }

    /// <summary>Takes rows of a table, without a copy of their tokens.</summary>
    /// <param name="table">The table, truncated to this dataset's length.</param>
    /// <param name="tableRows">Places in the table; at least one.</param>
    /// <param name="genres">The genres that give the labels.</param>
    /// <exception cref="InputException">There is no row, or a song's genre is not one of <paramref name="genres"/>.</exception>
    internal SongDataset(TokenizedSongs table, int[] tableRows, GenreSet genres)
        : this(table, tableRows)
    {
        this.genres = genres;
        labels = Array.ConvertAll(tableRows, row => genres.LabelOf(table.Genres[row]));
    }

    /// <summary>Takes rows of a table to predict: they have no labels.</summary>
    /// <param name="table">The table, truncated to this dataset's length.</param>
    /// <param name="tableRows">Places in the table; at least one.</param>
    /// <exception cref="InputException">There is no row.</exception>
    internal SongDataset(TokenizedSongs table, int[] tableRows)
    {
        if (tableRows.Length == 0)
        {
            throw new InputException("A dataset needs at least one song, but none was given.");
        }
        LibTorch.Load();
        (this.table, this.tableRows, labels) = (table, tableRows, []);
    }

    /// <summary>The number of songs.</summary>
    public int Count => tableRows.Length;

    /// <summary>The number of ids of every song, padding included.</summary>
    public int MaxLength => table.MaxLength;

    /// <summary>The entries of the vocabulary: every token's id is below.</summary>
    public int VocabularySize => table.VocabularySize;

    /// <summary>One song: its padded ids, features and label, what the post's dataset class returns.</summary>
    public SongItem this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var ids = new int[MaxLength];
            TokensOf(index).CopyTo(ids);
            return new(ids, FeaturesOf(index).ToArray(), labels[index]);
        }
    }

    /// <summary>Divides the songs into a part to learn from and a part to choose by.</summary>
    /// <param name="kind">What may be separated.</param>
    /// <param name="seed">Seeds the draw.</param>
    /// <param name="share">The share of the part to choose by, between 0 and 1.</param>
    /// <exception cref="InputException">There are too few songs or artists to have one on each side.</exception>
    internal (SongDataset Train, SongDataset Validation) SplitValidation(SplitKind kind, int seed, double share)
    {
        var split = RowSplit.Create(Count, song => table.Genres[tableRows[song]], song => table.Artists[tableRows[song]], kind, seed, share);
        return (At(split.Train), At(split.Test));

        SongDataset At(int[] places) => new(table, Array.ConvertAll(places, place => tableRows[place]), genres!);
    }

    /// <summary>The year of release of a song.</summary>
    public int ReleaseYearOf(int index) => table.ReleaseYears[tableRows[index]];

    /// <summary>Gathers songs into a batch, in the order of <paramref name="rows"/>: the post's collate function.</summary>
    /// <param name="rows">Places in this dataset, from 0; at least one.</param>
    public SongBatch Collate(params ReadOnlySpan<int> rows) => new(this, rows.ToArray(), seed: 0);

    internal ReadOnlySpan<int> TokensOf(int song) => table.Tokens[tableRows[song]];

    internal ReadOnlySpan<float> FeaturesOf(int song) => table.Features[tableRows[song]];

    internal int LabelOf(int song) => labels[song];
}

/// <summary>One song of a <see cref="SongDataset"/>: what the post's dataset class returns for an index.</summary>
/// <param name="Ids">Token ids padded with 0, as many as the dataset's length.</param>
/// <param name="Features">The 22 engineered features, in the order of <see cref="EngineeredFeatures.Names"/>.</param>
/// <param name="Label">The genre's label.</param>
public sealed record SongItem(int[] Ids, float[] Features, int Label)
{
    /// <summary>The item whole, wrapped to lines of 32 ids.</summary>
    public override string ToString()
    {
        var ids = string.Join(Environment.NewLine + "  ", Ids.Chunk(32).Select(row => string.Join(' ', row)));
        var features = EngineeredFeatures.Names.Zip(Features, (name, value) => FormattableString.Invariant($"{name} {value:0.0000}"));
        return $"ids ({Ids.Length}){Environment.NewLine}  {ids}{Environment.NewLine}"
            + $"features ({Features.Length}){Environment.NewLine}  {string.Join(", ", features)}{Environment.NewLine}"
            + $"label{Environment.NewLine}  {Label}";
    }
}
