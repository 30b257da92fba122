using GenreNotebooks.Data;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Runs;

/// <summary>
/// Everything before the model in one object: the songs of some genres, tokenized and split (sections <i>Data</i> and
/// <i>Text Vectorization</i>).
/// </summary>
public sealed class PreparedData
{
    private readonly Lazy<LyricsTokenizer> tokenizer;

    private PreparedData(DataFolder folder, SongDataset songs, TrainingOptions options)
    {
        (Folder, Genres) = (folder, songs.Genres);
        (Train, Test) = songs.Split(options.Split, options.Seed);
        BaseRate = songs.Labels.CountBy(label => label).Max(genre => (double)genre.Value / songs.Count);
        tokenizer = new(() => LyricsTokenizer.Load(folder));
    }

    /// <summary>One line that says which data this is.</summary>
    public string Notice => Folder.Notice;

    /// <summary>The file of the songs.</summary>
    public DataOrigin Origin => Train.Table.Origin!;

    /// <summary>The SHA-256 of the vocabulary, 64 hexadecimal digits in lower case.</summary>
    public string VocabularySha256 => Train.Table.VocabularySha256;

    /// <summary>The genres to tell apart.</summary>
    public GenreSet Genres { get; }

    /// <summary>The number of entries of the vocabulary: every token's id is below it.</summary>
    public int VocabularySize => Train.VocabularySize;

    /// <summary>The tokenizer. It is loaded on first use: training needs none.</summary>
    /// <exception cref="InputException">The vocabulary cannot be read any more.</exception>
    public LyricsTokenizer Tokenizer => tokenizer.Value;

    /// <summary>The share of the most frequent genre among all songs: the accuracy of always guessing it.</summary>
    public double BaseRate { get; }

    /// <summary>The songs to learn from.</summary>
    public SongDataset Train { get; }

    /// <summary>The songs held out.</summary>
    public SongDataset Test { get; }

    /// <summary>The folder of the songs and the vocabulary.</summary>
    internal DataFolder Folder { get; }

    /// <summary>The options that <see cref="Load"/> reads: runs that agree in them can share their data.</summary>
    internal static (GenreChoice Genres, SplitKind Split, int Seed, int MaxLength) SharedBy(TrainingOptions options) =>
        (options.Genres, options.Split, options.Seed, options.MaxLength);

    /// <summary>Reads, tokenizes and splits songs. They are tokenized once and then read from a cache on disk.</summary>
    /// <param name="folder">The folder of songs and vocabulary.</param>
    /// <param name="options">Genres, split, seed and length are read.</param>
    /// <param name="genres">The genres to tell apart, if they are others than those of the options.</param>
    /// <param name="cancellation">Ends the reading before the next song, as does interrupting the cell.</param>
    /// <exception cref="InputException">A file is missing or not what was expected, or it has no song of one of the genres.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static PreparedData Load(
        DataFolder folder, TrainingOptions options, GenreSet? genres = null, CancellationToken cancellation = default)
    {
        options.Validated();
        if (genres is not null && options.Genres != GenreChoice.Four)
        {
            throw new InputException($"The genres are named twice, as {string.Join(", ", genres.Names)} and by the option Genres, which is {options.Genres}: expected one of the two.");
        }
        using var stop = NotebookEngine.Linked(cancellation);
        var reading = Task.Run(() => SongTable.Load(folder, stop.Token), stop.Token);
        LibTorch.Load(); // meanwhile: it takes as long
        var songs = reading.GetAwaiter().GetResult().Truncated(options.MaxLength);
        return new(folder, genres is null ? songs.OfGenres(options.Genres) : songs.OfGenres(genres), options);
    }
}
