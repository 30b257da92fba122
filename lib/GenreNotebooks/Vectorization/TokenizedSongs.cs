using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// A table of songs as networks read it: tokens in place of lyrics, without their padding, so that memory grows with the
/// tokens kept (section <i>Text Vectorization</i>).
/// </summary>
internal sealed record TokenizedSongs
{
    /// <summary>The ids of each song from [CLS] to [SEP], at most <see cref="MaxLength"/>.</summary>
    public required RaggedArray<int> Tokens { get; init; }

    /// <summary>The 22 engineered features of each song.</summary>
    public required RaggedArray<float> Features { get; init; }

    /// <summary>The year of release of each song.</summary>
    public required int[] ReleaseYears { get; init; }

    /// <summary>The genre of each song.</summary>
    public required Categorical Genres { get; init; }

    /// <summary>The artist of each song.</summary>
    public required Categorical Artists { get; init; }

    /// <summary>The number of ids that songs were truncated to.</summary>
    public required int MaxLength { get; init; }

    /// <summary>The entries of the vocabulary: every id is below.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The number of songs.</summary>
    public int Count => ReleaseYears.Length;

    /// <summary>Reads and tokenizes all songs of a folder; the checksums are those of the very bytes read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Ends the work before the next song.</param>
    /// <exception cref="InputException">A file is missing or does not fit.</exception>
    public static (TokenizedSongs Songs, SongChecksums Checksums) Read(DataFolder folder, CancellationToken cancellation = default)
    {
        using var vocabularyFile = folder.OpenVocabulary();
        using var vocabulary = new HashingStream(vocabularyFile);
        var tokenizer = LyricsTokenizer.FromVocabulary(vocabulary, folder.VocabularyPath);
        using var songsFile = folder.OpenSongs();
        using var songs = new HashingStream(songsFile);
        var tokenized = Tokenize(SongReader.Read(songs, folder.SongsPath, cancellation: cancellation), tokenizer, cancellation: cancellation);
        return (tokenized, new(songs.Sha256(), vocabulary.Sha256()));
    }

    /// <summary>Tokenizes songs on all cores while the next are read; they keep their order.</summary>
    /// <param name="songs">The songs; no more than some thousand of them are held at a time.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="maxLength">The number of ids to truncate to, at least 2.</param>
    /// <param name="cancellation">Ends the work before the next song, as does interrupting the cell.</param>
    /// <exception cref="InputException"><paramref name="maxLength"/> is less than 2.</exception>
    public static TokenizedSongs Tokenize(
        IEnumerable<Song> songs, LyricsTokenizer tokenizer, int maxLength = 512, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var builder = new TokenizedSongsBuilder();
        foreach (var (song, ids) in songs.SelectOnAllCores(song => (song, tokenizer.Encode(song.Lyrics, maxLength)), stop.Token))
        {
            builder.Add(song, ids);
        }
        return builder.ToSongs(maxLength, tokenizer.VocabularySize);
    }

    /// <summary>The rows of the songs of some genres, in their order.</summary>
    public int[] RowsOf(GenreSet genres) => [.. Enumerable.Range(0, Count).Where(row => genres.Contains(Genres[row]))];

    /// <summary>The same songs truncated further, as the tokenizer would have done: the first ids, then [SEP].</summary>
    /// <param name="maxLength">At least 2; songs that are no longer stay as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The songs were truncated to less than that.</exception>
    public TokenizedSongs Truncated(int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxLength, MaxLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 2);
        if (maxLength == MaxLength)
        {
            return this;
        }
        var tokens = new RaggedArrayBuilder<int>();
        for (var song = 0; song < Count; song++)
        {
            var ids = Tokens[song];
            tokens.Add(ids.Length <= maxLength ? ids : [.. ids[..(maxLength - 1)], ids[^1]]);
        }
        return this with { Tokens = tokens.ToRaggedArray(), MaxLength = maxLength };
    }
}

/// <summary>Gathers tokenized songs one by one; of a song only what networks read is kept.</summary>
internal sealed class TokenizedSongsBuilder
{
    private readonly RaggedArrayBuilder<int> tokens = new();
    private readonly RaggedArrayBuilder<float> features = new();
    private readonly List<int> years = [];
    private readonly CategoricalBuilder genres = new();
    private readonly CategoricalBuilder artists = new();

    public void Add(Song song, ReadOnlySpan<int> ids)
    {
        tokens.Add(ids);
        features.Add(Array.ConvertAll(song.Features, feature => (float)feature));
        years.Add(song.ReleaseYear);
        genres.Add(song.Genre);
        artists.Add(song.Artist);
    }

    public TokenizedSongs ToSongs(int maxLength, int vocabularySize) => new()
    {
        Tokens = tokens.ToRaggedArray(),
        Features = features.ToRaggedArray(),
        ReleaseYears = [.. years],
        Genres = genres.ToColumn(),
        Artists = artists.ToColumn(),
        MaxLength = maxLength,
        VocabularySize = vocabularySize,
    };
}
