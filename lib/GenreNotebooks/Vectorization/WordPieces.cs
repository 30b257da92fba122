using System.Collections.Concurrent;
using Microsoft.ML.Tokenizers;

namespace GenreNotebooks.Vectorization;

/// <summary>The tokens of single words. Many threads may ask.</summary>
internal sealed class WordPieces
{
    private const int LongestWord = 100; // what is longer is [UNK], whatever the vocabulary has
    private const int MostRemembered = 1 << 16;

    private readonly WordPieceVocabulary vocabulary;
    private readonly Lazy<BertTokenizer> wordPiece;
    private readonly ConcurrentDictionary<string, int[]> remembered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> rememberedBySpan;
    private int room = MostRemembered;

    public WordPieces(WordPieceVocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        wordPiece = new(() => Create(vocabulary));
        rememberedBySpan = remembered.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>
    /// Adds the ids of a word. WordPiece takes the longest entry first, so a word that is an entry is one token, as nine of ten
    /// words of lyrics are; only others are taken apart, and those come again and again.
    /// </summary>
    /// <param name="word">As <see cref="BertNormalizer"/> leaves it; not empty.</param>
    /// <param name="ids">What to add to.</param>
    public void Add(ReadOnlySpan<char> word, List<int> ids)
    {
        if (word.Length <= LongestWord && vocabulary.TryFind(word, out var id))
        {
            ids.Add(id);
        }
        else if (rememberedBySpan.TryGetValue(word, out var pieces))
        {
            ids.AddRange(pieces.AsSpan());
        }
        else
        {
            ids.AddRange(TakeApart(word).AsSpan());
        }
    }

    private int[] TakeApart(ReadOnlySpan<char> word)
    {
        int[] pieces = [.. wordPiece.Value.EncodeToIds(word, considerNormalization: false)];
        pieces = pieces[1..^1]; // between [CLS] and [SEP]
        if (word.Length <= LongestWord && room > 0 && Interlocked.Decrement(ref room) >= 0)
        {
            rememberedBySpan.TryAdd(word, pieces);
        }
        return pieces;
    }

    private static BertTokenizer Create(WordPieceVocabulary vocabulary)
    {
        using var stream = vocabulary.ToStream();
        // BertNormalizer has done all of this.
        return BertTokenizer.Create(stream, new BertOptions
        {
            LowerCaseBeforeTokenization = false,
            ApplyBasicTokenization = false,
            RemoveNonSpacingMarks = false,
            IndividuallyTokenizeCjk = false,
        });
    }
}
