using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Evaluation;

/// <summary>Songs as a classifier sees them: tokens, features and year, but no genre.</summary>
public sealed class SongInputs
{
    private readonly TokenizedSongs table;
    private readonly int[] rows;

    internal SongInputs(TokenizedSongs table, int[] rows) => (this.table, this.rows) = (table, rows);

    /// <summary>The number of songs.</summary>
    public int Count => rows.Length;

    /// <summary>The number of entries of the vocabulary: every token's id is below.</summary>
    public int VocabularySize => table.VocabularySize;

    /// <summary>The table that the songs are rows of, for the library's own networks.</summary>
    internal TokenizedSongs Table => table;

    /// <summary>Where each song is in the table.</summary>
    internal int[] Rows => rows;

    /// <summary>The ids of a song's lyrics from [CLS] to [SEP], not padded.</summary>
    /// <param name="song">The song, 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<int> TokensOf(int song) => table.Tokens[rows[song]];

    /// <summary>A song's 22 engineered features, in the order of <see cref="Data.EngineeredFeatures.Names"/>.</summary>
    /// <param name="song">The song, 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<float> FeaturesOf(int song) => table.Features[rows[song]];

    /// <summary>A song's year of release.</summary>
    /// <param name="song">The song, 0 to <see cref="Count"/> - 1.</param>
    public int ReleaseYearOf(int song) => table.ReleaseYears[rows[song]];

    /// <summary>What a function says of each song, in their order; cancelled before the next song.</summary>
    internal T[] Select<T>(Func<int, T> ofSong, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var said = new T[Count];
        for (var song = 0; song < Count; song++)
        {
            stop.Token.ThrowIfCancellationRequested();
            said[song] = ofSong(song);
        }
        return said;
    }

    /// <summary>The songs in some places of these.</summary>
    internal SongInputs At(int[] places) => new(table, Array.ConvertAll(places, place => rows[place]));
}
