using System.Collections.Concurrent;
using System.Text;
using System.Text.Unicode;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using Microsoft.ML.Tokenizers;

namespace GenreNotebooks.Vectorization;

/// <summary>Tokenizes single words; thread-safe.</summary>
internal sealed class WordPieces
{
    private const int LongestWord = 100; // longer words become [UNK], even if they are in the vocabulary
    private const int CacheCapacity = 1 << 16;

    private readonly WordPieceVocabulary vocabulary;
    private readonly Lazy<BertTokenizer> wordPiece;
    private readonly ConcurrentDictionary<string, int[]> cache = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> cacheBySpan;
    private int freeEntries = CacheCapacity;

    public WordPieces(WordPieceVocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        wordPiece = new(() => Create(vocabulary));
        cacheBySpan = cache.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>
    /// Adds the ids of a word. WordPiece takes the longest entry first, so a word in the vocabulary is one token, as are nine in ten
    /// words of lyrics. Other words are split into pieces, and the pieces are cached because such words recur.
    /// </summary>
    /// <param name="word">A word from <see cref="BertNormalizer"/>; not empty.</param>
    /// <param name="ids">The list to add to.</param>
    public void Add(ReadOnlySpan<char> word, List<int> ids)
    {
        if (word.Length <= LongestWord && vocabulary.TryFind(word, out var id))
        {
            ids.Add(id);
        }
        else if (cacheBySpan.TryGetValue(word, out var pieces))
        {
            ids.AddRange(pieces.AsSpan());
        }
        else
        {
            ids.AddRange(SplitIntoPieces(word).AsSpan());
        }
    }

    private int[] SplitIntoPieces(ReadOnlySpan<char> word)
    {
        int[] pieces = [.. wordPiece.Value.EncodeToIds(word, considerNormalization: false)];
        pieces = pieces[1..^1]; // without [CLS] and [SEP]
        if (word.Length <= LongestWord && freeEntries > 0 && Interlocked.Decrement(ref freeEntries) >= 0)
        {
            cacheBySpan.TryAdd(word, pieces);
        }
        return pieces;
    }

    private static BertTokenizer Create(WordPieceVocabulary vocabulary)
    {
        using var stream = vocabulary.ToStream();
        // BertNormalizer has already done all of this.
        return BertTokenizer.Create(stream, new BertOptions
        {
            LowerCaseBeforeTokenization = false,
            ApplyBasicTokenization = false,
            RemoveNonSpacingMarks = false,
            IndividuallyTokenizeCjk = false,
        });
    }
}

/// <summary>The entries of a WordPiece vocabulary; an entry's id is its index.</summary>
internal sealed class WordPieceVocabulary
{
    private static readonly string[] Markers = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
    private const int LongestEntry = 1_000; // in bytes; 18 in bert-base-uncased

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string> entries = [];

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> idsBySpan;

    private WordPieceVocabulary() => idsBySpan = ids.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => entries.Count;

    public string this[int id] => entries[id];

    public int IdOf(string entry) => ids[entry];

    /// <summary>Finds a whole entry.</summary>
    public bool TryFind(ReadOnlySpan<char> entry, out int id) => idsBySpan.TryGetValue(entry, out id);

    /// <summary>Reads one entry per line.</summary>
    /// <exception cref="InputException">An entry is empty or duplicated, a special token is missing, or the text is not UTF-8.</exception>
    public static WordPieceVocabulary Read(Stream stream, string name)
    {
        var vocabulary = new WordPieceVocabulary();
        foreach (var line in TextLines.Read(stream, name, LongestEntry))
        {
            if (!Utf8.IsValid(line))
            {
                throw Invalid(name, $"line {vocabulary.Count + 1}, '{MessageText.Shortened(Encoding.UTF8.GetString(line))}', is not UTF-8 text");
            }
            vocabulary.Add(Encoding.UTF8.GetString(line), name);
        }
        vocabulary.CheckMarkers(name);
        return vocabulary;
    }

    /// <summary>The entries in the format that Microsoft.ML.Tokenizers reads.</summary>
    public MemoryStream ToStream() => new(Encoding.UTF8.GetBytes(string.Join('\n', entries)));

    private void Add(string entry, string name)
    {
        if (entry.Length == 0)
        {
            throw Invalid(name, $"line {Count + 1} is empty");
        }
        if (!ids.TryAdd(entry, Count))
        {
            throw Invalid(name, $"'{MessageText.Shortened(entry)}' is on line {ids[entry] + 1} and on line {Count + 1}");
        }
        entries.Add(entry);
    }

    private void CheckMarkers(string name)
    {
        if (Count == 0)
        {
            throw Invalid(name, "it is empty");
        }
        var missing = Markers.Where(marker => !ids.ContainsKey(marker)).ToArray();
        if (missing.Length > 0)
        {
            throw Invalid(name, $"it has no {string.Join(" and no ", missing)}");
        }
        if (ids["[PAD]"] != LyricsTokenizer.PadId)
        {
            throw Invalid(name, $"[PAD] is on line {ids["[PAD]"] + 1}, not on line 1");
        }
    }

    private static InputException Invalid(string name, string found) => new(
        $"{name} is not a WordPiece vocabulary: {found}. Expected UTF-8 text with one unique entry per line, [PAD] first, including "
        + $"{string.Join(", ", Markers[1..])} (bert-base-uncased has 30,522 entries). Get it with: {DataFolder.FetchCommand}");
}
