using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Experiments;

/// <summary>
/// Everything before the model in one object: the songs of some genres, split, tokenized, as tensors
/// (sections <i>Data</i> and <i>Text Vectorization</i>).
/// </summary>
public sealed class PreparedData
{
    private PreparedData(DataFolder folder, MusicData songs, GenreSet genres, LyricsTokenizer tokenizer, TrainingOptions options)
    {
        var split = DataSplit.Create(songs.Songs, options.Split, options.Seed);
        (Notice, Origin, Genres, Tokenizer) = (folder.Notice, songs.Origin, genres, tokenizer);
        BaseRate = songs.CountGenres().Max(genre => genre.Share);
        using (var vocabulary = folder.OpenVocabulary())
        {
            VocabularySha256 = Convert.ToHexStringLower(SHA256.HashData(vocabulary));
        }
        Train = new(split.Train, tokenizer, genres, options.MaxLength);
        Test = new(split.Test, tokenizer, genres, options.MaxLength);
    }

    /// <summary>One line that says which data this is.</summary>
    public string Notice { get; }

    /// <summary>The file the songs come from.</summary>
    public DataOrigin Origin { get; }

    /// <summary>The SHA-256 of the vocabulary, 64 hexadecimal digits in lower case.</summary>
    public string VocabularySha256 { get; }

    /// <summary>The genres to tell apart.</summary>
    public GenreSet Genres { get; }

    /// <summary>The tokenizer.</summary>
    public LyricsTokenizer Tokenizer { get; }

    /// <summary>The share of the most frequent genre among all songs: what always guessing it reaches.</summary>
    public double BaseRate { get; }

    /// <summary>The songs to learn from.</summary>
    public SongDataset Train { get; }

    /// <summary>The songs held out.</summary>
    public SongDataset Test { get; }

    /// <summary>What <see cref="Load"/> reads of the options: runs that agree in it can share their data.</summary>
    internal static (SplitKind Split, int Seed, int MaxLength) SharedBy(TrainingOptions options) =>
        (options.Split, options.Seed, options.MaxLength);

    /// <summary>Reads, splits and tokenizes the songs of the post's four genres.</summary>
    /// <param name="folder">Where songs and vocabulary are.</param>
    /// <param name="options">Split, seed and length are read.</param>
    /// <exception cref="InputException">A file is missing or does not fit.</exception>
    public static PreparedData Load(DataFolder folder, TrainingOptions options)
    {
        var songs = MusicData.Load(folder).OfGenres(GenreSet.Blog);
        return new(folder, songs, GenreSet.Blog, LyricsTokenizer.Load(folder), options.Validated());
    }
}
