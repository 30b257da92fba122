using GenreNotebooks.Data;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Runs;

/// <summary>
/// Everything before the model in one object: the songs of the chosen genres, tokenized and split (sections <i>Data</i> and
/// <i>Text Vectorization</i>).
/// </summary>
public sealed class PreparedData
{
    private readonly Lazy<LyricsTokenizer> tokenizer;
    private readonly (GenreChoice Genres, SplitKind Split, int Seed, int MaxLength) preparedWith;

    private PreparedData(DataFolder folder, SongDataset songs, TrainingOptions options)
    {
        (Folder, Genres, preparedWith) = (folder, songs.Genres, SharedBy(options));
        (Train, Test) = songs.Split(options.Split, options.Seed);
        BaseRate = songs.BaseRate;
        tokenizer = new(() => LyricsTokenizer.Load(folder));
    }

    /// <summary>One line that identifies the data.</summary>
    public string Notice => Folder.Notice;

    /// <summary>The file of the songs.</summary>
    public DataOrigin Origin => Train.Table.Origin!;

    /// <summary>The SHA-256 of the vocabulary, 64 lower-case hexadecimal digits.</summary>
    public string VocabularySha256 => Train.Table.VocabularySha256;

    /// <summary>The genres to predict.</summary>
    public GenreSet Genres { get; }

    /// <summary>The number of entries in the vocabulary. Every token id is below it.</summary>
    public int VocabularySize => Train.VocabularySize;

    /// <summary>The tokenizer, loaded on first use because training does not need it.</summary>
    /// <exception cref="InputException">The vocabulary can no longer be read.</exception>
    public LyricsTokenizer Tokenizer => tokenizer.Value;

    /// <summary>The share of the most frequent genre among all songs, which is the accuracy of always guessing it.</summary>
    public double BaseRate { get; }

    /// <summary>The training songs.</summary>
    public SongDataset Train { get; }

    /// <summary>The test songs.</summary>
    public SongDataset Test { get; }

    /// <summary>The folder with the songs and the vocabulary.</summary>
    internal DataFolder Folder { get; }

    /// <summary>Those options that the songs were prepared with, with defaults for all others.</summary>
    internal TrainingOptions Options => new() { Genres = preparedWith.Genres, Split = preparedWith.Split, Seed = preparedWith.Seed, MaxLength = preparedWith.MaxLength };

    /// <summary>The options that <see cref="Load"/> uses. Runs that agree on them can share their data.</summary>
    internal static (GenreChoice Genres, SplitKind Split, int Seed, int MaxLength) SharedBy(TrainingOptions options) =>
        (options.Genres, options.Split, options.Seed, options.MaxLength);

    /// <summary>Reads, tokenizes and splits songs. They are tokenized once and then read from a cache on disk.</summary>
    /// <param name="folder">The folder with the songs and the vocabulary.</param>
    /// <param name="options">The options; genres, split, seed and maximum length are used.</param>
    /// <param name="genres">The genres to predict, if not those of the options.</param>
    /// <param name="cancellation">Stops before the next song, as does interrupting the cell.</param>
    /// <exception cref="InputException">A file is missing or invalid, or has no song of one of the genres.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static PreparedData Load(
        DataFolder folder, TrainingOptions options, GenreSet? genres = null, CancellationToken cancellation = default)
    {
        options.Validated();
        if (genres is not null && options.Genres != GenreChoice.Four)
        {
            throw new InputException($"Found genres given twice, as {string.Join(", ", genres.Names)} and as {options.Genres} by the option Genres: expected only one of the two.");
        }
        using var stop = NotebookEngine.Linked(cancellation);
        var reading = Task.Run(() => SongTable.Load(folder, stop.Token), stop.Token);
        LibTorch.Load(); // in parallel, because it takes as long
        var songs = reading.GetAwaiter().GetResult().Truncated(options.MaxLength);
        return new(folder, genres is null ? songs.OfGenres(options.Genres) : songs.OfGenres(genres), options);
    }

    /// <summary>Checks that options are those that the data was prepared with.</summary>
    /// <exception cref="InputException">Genres, split, seed or length differ.</exception>
    internal void Require(TrainingOptions options)
    {
        if (SharedBy(options) != preparedWith)
        {
            throw new InputException($"The data was prepared with {Words(preparedWith)}, but the options have {Words(SharedBy(options))}: load the data with these options.");
        }

        static string Words((GenreChoice Genres, SplitKind Split, int Seed, int MaxLength) options) =>
            FormattableString.Invariant($"Genres {options.Genres}, Split {options.Split}, Seed {options.Seed}, MaxLength {options.MaxLength}");
    }
}
