using GenreNotebooks.Data;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Runs;

/// <summary>
/// Everything before the model in one object: the songs of some genres, split, tokenized, as tensors
/// (sections <i>Data</i> and <i>Text Vectorization</i>).
/// </summary>
public sealed class PreparedData
{
    private readonly Lazy<LyricsTokenizer> tokenizer;

    private PreparedData(DataFolder folder, TokenizedSongs songs, SongChecksums checksums, GenreSet genres, TrainingOptions options)
    {
        genres.EnsureIn(songs.Genres.Categories, folder.SongsPath);
        var rows = songs.RowsOf(genres);
        var split = RowSplit.Create(rows.Length, row => songs.Genres[rows[row]], row => songs.Artists[rows[row]], options.Split, options.Seed);
        Folder = folder;
        Origin = new(folder.Kind, folder.SongsPath, songs.Count, checksums.Songs);
        (Notice, VocabularySha256, VocabularySize, Genres) = (folder.Notice, checksums.Vocabulary, songs.VocabularySize, genres);
        BaseRate = GenreCount.Of(Array.ConvertAll(rows, row => songs.Genres[row])).Max(genre => genre.Share);
        tokenizer = new(() => LyricsTokenizer.Load(folder));
        var truncated = songs.Truncated(options.MaxLength);
        Train = new(truncated, Array.ConvertAll(split.Train, row => rows[row]), genres);
        Test = new(truncated, Array.ConvertAll(split.Test, row => rows[row]), genres);
    }

    /// <summary>One line that says which data this is.</summary>
    public string Notice { get; }

    /// <summary>The file the songs come from.</summary>
    public DataOrigin Origin { get; }

    /// <summary>The SHA-256 of the vocabulary, 64 hexadecimal digits in lower case.</summary>
    public string VocabularySha256 { get; }

    /// <summary>The genres to tell apart.</summary>
    public GenreSet Genres { get; }

    /// <summary>The number of entries of the vocabulary: every token's id is below.</summary>
    public int VocabularySize { get; }

    /// <summary>The tokenizer; made when it is first asked for, since training needs none.</summary>
    /// <exception cref="InputException">The vocabulary cannot be read any more.</exception>
    public LyricsTokenizer Tokenizer => tokenizer.Value;

    /// <summary>The share of the most frequent genre among all songs: what always guessing it reaches.</summary>
    public double BaseRate { get; }

    /// <summary>The songs to learn from.</summary>
    public SongDataset Train { get; }

    /// <summary>The songs held out.</summary>
    public SongDataset Test { get; }

    /// <summary>Where the songs and the vocabulary come from.</summary>
    internal DataFolder Folder { get; }

    /// <summary>What <see cref="Load"/> reads of the options: runs that agree in it can share their data.</summary>
    internal static (GenreChoice Genres, SplitKind Split, int Seed, int MaxLength) SharedBy(TrainingOptions options) =>
        (options.Genres, options.Split, options.Seed, options.MaxLength);

    /// <summary>Reads, splits and tokenizes songs; what was tokenized before is found again on disk.</summary>
    /// <param name="folder">Where songs and vocabulary are.</param>
    /// <param name="options">Genres, split, seed and length are read.</param>
    /// <param name="genres">Other genres to tell apart than those that the options name.</param>
    /// <param name="cancellation">Ends the reading before the next song, as does interrupting the cell.</param>
    /// <exception cref="InputException">A file is missing or does not fit, or it has no song of one of the genres.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PreparedData Load(
        DataFolder folder, TrainingOptions options, GenreSet? genres = null, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        options.Validated();
        if (genres is not null && options.Genres != GenreChoice.Four)
        {
            throw new InputException($"The genres are named twice, as {string.Join(", ", genres.Names)} and by the option Genres, which is {options.Genres}: expected one of the two.");
        }
        var reading = Task.Run(() => SongCache.Default.Load(folder, stop.Token), stop.Token);
        LibTorch.Load(); // meanwhile: it takes as long
        var (songs, checksums) = reading.GetAwaiter().GetResult();
        return new(folder, songs, checksums, genres ?? GenreSet.Of(options.Genres, songs.Genres.Categories), options);
    }
}
