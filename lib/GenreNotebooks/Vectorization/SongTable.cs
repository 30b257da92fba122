using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// A table of tokenized songs, stored by column (section <i>Text Vectorization</i>). Tokens are stored without padding to save memory.
/// Datasets are views of its rows.
/// </summary>
public sealed record SongTable
{
    internal SongTable(
        RaggedArray<int> tokens, RaggedArray<float> features, int[] releaseYears, Categorical genres, Categorical artists, RaggedArray<int> titles, int maxLength, int vocabularySize) =>
        (Tokens, Features, ReleaseYears, Genres, Artists, Titles, MaxLength, VocabularySize) =
        (tokens, features, releaseYears, genres, artists, titles, maxLength, vocabularySize);

    private readonly string id = Guid.NewGuid().ToString(); // in place of a checksum, if the songs come from no file

    /// <summary>The number of songs.</summary>
    public int Count => ReleaseYears.Length;

    /// <summary>The total number of token ids, without padding.</summary>
    public int TokenCount => Tokens.Length;

    /// <summary>The maximum number of ids per song; longer songs are truncated.</summary>
    public int MaxLength { get; internal init; }

    /// <summary>The number of entries in the vocabulary; every id is smaller.</summary>
    public int VocabularySize { get; internal init; }

    /// <summary>The file of the songs; null if they do not come from a file.</summary>
    public DataOrigin? Origin { get; init; }

    /// <summary>The SHA-256 of the vocabulary, 64 lower-case hexadecimal digits; empty if it does not come from a file.</summary>
    public string VocabularySha256 { get; init; } = "";

    /// <summary>The ids of each song from [CLS] to [SEP], at most <see cref="MaxLength"/>.</summary>
    internal RaggedArray<int> Tokens { get; init; }

    /// <summary>The 22 engineered features of each song.</summary>
    internal RaggedArray<float> Features { get; init; }

    /// <summary>The year of release of each song.</summary>
    internal int[] ReleaseYears { get; init; }

    /// <summary>The genre of each song.</summary>
    internal Categorical Genres { get; init; }

    /// <summary>The artist of each song.</summary>
    internal Categorical Artists { get; init; }

    /// <summary>The ids of each title without [CLS] and [SEP]. No model reads them unless <see cref="WithTitles"/> adds them to the lyrics.</summary>
    internal RaggedArray<int> Titles { get; init; }

    /// <summary>The row of each song in its file; null if it is the row of the table.</summary>
    internal int[]? FileRows { get; init; }

    /// <summary>Identifies a song: equal for two rows, of one table or of two, only if they are the same row of the same file.</summary>
    internal (string Source, int Row) KeyOf(int row) => (Origin?.Sha256 ?? id, FileRows?[row] ?? row);

    /// <summary>Reads the songs in a folder. They are tokenized the first time, then read from a cache on disk.</summary>
    /// <param name="folder">The folder with songs and vocabulary.</param>
    /// <param name="cancellation">Stops before the next song; interrupting the cell does the same.</param>
    /// <exception cref="InputException">A file is missing or invalid.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static SongTable Load(DataFolder folder, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var songs = SongTableCache.Default.Load(folder, stop.Token);
        LoadedSongs.Note(folder);
        return songs;
    }

    /// <summary>Tokenizes songs on all cores while later songs are read; at most a few thousand songs are in memory at a time.</summary>
    /// <param name="songs">The songs, such as a <see cref="MusicData"/>.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="maxLength">The number of ids to truncate to, at least 2; 512 in the post.</param>
    /// <param name="cancellation">Stops before the next song; interrupting the cell does the same.</param>
    /// <exception cref="InputException"><paramref name="maxLength"/> is less than 2.</exception>
    public static SongTable Tokenize(
        IEnumerable<Song> songs, LyricsTokenizer tokenizer, int maxLength = 512, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var builder = new SongTableBuilder();
        foreach (var (song, ids, title) in songs.SelectOnAllCores(song => (song, tokenizer.Encode(song.Lyrics, maxLength), tokenizer.Encode(song.Track, maxLength)), stop.Token))
        {
            builder.Add(song, ids, title.AsSpan()[1..^1]);
        }
        return builder.ToTable(maxLength, tokenizer.VocabularySize) with { Origin = (songs as MusicData)?.Origin, FileRows = (songs as MusicData)?.Rows };
    }

    /// <summary>The songs of the given genres, in the order of the table, with labels.</summary>
    /// <param name="genres">The genres.</param>
    /// <exception cref="InputException">There is no song of one of the genres.</exception>
    public SongDataset OfGenres(GenreSet genres)
    {
        genres.EnsureIn(Genres.Categories, Origin?.Path ?? "the table");
        return new(this, [.. Enumerable.Range(0, Count).Where(row => genres.Contains(Genres[row]))], genres);
    }

    /// <summary>The songs of a choice of genres, in the order of the table, with labels.</summary>
    /// <param name="choice">The choice; <see cref="GenreChoice.All"/> means every genre in the table.</param>
    /// <exception cref="InputException">There is no song of one of the genres, or no such choice.</exception>
    public SongDataset OfGenres(GenreChoice choice) => OfGenres(choice switch
    {
        GenreChoice.Four => GenreSet.Blog,
        GenreChoice.All => new([.. Genres.Categories.Order(StringComparer.Ordinal)]),
        _ => throw new InputException($"The choice of genres is {choice}: expected four or all."),
    });

    /// <summary>Reads and tokenizes all songs in a folder, and returns the checksums of the bytes read.</summary>
    internal static (SongTable Songs, SongChecksums Checksums) Read(DataFolder folder, CancellationToken cancellation = default)
    {
        using var vocabularyFile = folder.OpenVocabulary();
        using var vocabulary = new HashingStream(vocabularyFile);
        var tokenizer = LyricsTokenizer.FromVocabulary(vocabulary, folder.VocabularyPath);
        using var songsFile = folder.OpenSongs();
        using var songs = new HashingStream(songsFile);
        var table = Tokenize(SongReader.Read(songs, folder.SongsPath, cancellation: cancellation), tokenizer, cancellation: cancellation);
        return (table, new(songs.Sha256(), vocabulary.Sha256()));
    }

    /// <summary>
    /// The same songs with their titles after their lyrics, so that whatever reads lyrics reads titles too: [CLS] lyrics title title [SEP]. The first
    /// time a title's ids are those of words in lyrics, the second time ids of their own, larger by the vocabulary size, which doubles. On validation
    /// songs both were better than either alone. Where all three exceed <see cref="MaxLength"/>, the lyrics are cut.
    /// </summary>
    public SongTable WithTitles()
    {
        var tokens = new RaggedArrayBuilder<int>();
        for (var song = 0; song < Count; song++)
        {
            var ids = Tokens[song];
            var title = Titles[song][..Math.Min(Titles.LengthOf(song), (MaxLength - 2) / 2)].ToArray();
            var lyrics = ids[..Math.Min(ids.Length - 1, MaxLength - 1 - (2 * title.Length))];
            tokens.Add([.. lyrics, .. title, .. title.Select(id => VocabularySize + id), ids[^1]]);
        }
        return this with { Tokens = tokens.ToRaggedArray(), VocabularySize = 2 * VocabularySize };
    }

    /// <summary>All songs without labels, for prediction.</summary>
    internal SongDataset WithoutLabels() => new(this, [.. Enumerable.Range(0, Count)], genres: null);

    /// <summary>The same songs truncated further, as the tokenizer truncates: the first ids, then [SEP].</summary>
    /// <param name="maxLength">The new maximum length, at least 2; shorter songs are unchanged.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 2 or greater than <see cref="MaxLength"/>.</exception>
    internal SongTable Truncated(int maxLength)
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

/// <summary>Builds a table song by song, keeping only the columns that networks read.</summary>
internal sealed class SongTableBuilder
{
    private readonly RaggedArrayBuilder<int> tokens = new();
    private readonly RaggedArrayBuilder<float> features = new();
    private readonly List<int> years = [];
    private readonly CategoricalBuilder genres = new();
    private readonly CategoricalBuilder artists = new();
    private readonly RaggedArrayBuilder<int> titles = new();

    public void Add(Song song, ReadOnlySpan<int> ids, ReadOnlySpan<int> title = default)
    {
        tokens.Add(ids);
        features.Add(Array.ConvertAll(song.Features, feature => (float)feature));
        years.Add(song.ReleaseYear);
        genres.Add(song.Genre);
        artists.Add(song.Artist);
        titles.Add(title);
    }

    public SongTable ToTable(int maxLength, int vocabularySize) => new(
        tokens.ToRaggedArray(), features.ToRaggedArray(), [.. years], genres.ToColumn(), artists.ToColumn(), titles.ToRaggedArray(), maxLength, vocabularySize);
}
