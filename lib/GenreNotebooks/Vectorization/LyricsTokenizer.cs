using System.Text;
using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// BERT's uncased WordPiece tokenizer, with the same ids as the post's, Hugging Face's <c>BertTokenizer</c> in Python (section <i>Text
/// Vectorization</i>): a Σ at the end of a word becomes ς. Hugging Face's fast tokenizer makes it σ. It accepts any text and is thread-safe.
/// </summary>
public sealed class LyricsTokenizer
{
    /// <summary>The id of [PAD], the padding token.</summary>
    public const int PadId = 0;

    private readonly WordPieceVocabulary vocabulary;
    private readonly WordPieces wordPieces;

    private LyricsTokenizer(WordPieceVocabulary vocabulary) => (this.vocabulary, wordPieces) = (vocabulary, new(vocabulary));

    /// <summary>The number of entries in the vocabulary: 30,522.</summary>
    public int VocabularySize => vocabulary.Count;

    /// <summary>The id of [SEP], which ends every text.</summary>
    public int SeparatorId => vocabulary.IdOf("[SEP]");

    private int ClassifierId => vocabulary.IdOf("[CLS]");

    /// <summary>Reads the vocabulary in a data folder.</summary>
    /// <exception cref="InputException">It cannot be read or is not a WordPiece vocabulary.</exception>
    public static LyricsTokenizer Load(DataFolder folder)
    {
        using var stream = folder.OpenVocabulary();
        return FromVocabulary(stream, folder.VocabularyPath);
    }

    /// <summary>Reads a vocabulary with one entry per line; an entry's id is its line number, counted from 0.</summary>
    /// <param name="stream">UTF-8 text; the stream stays open.</param>
    /// <param name="name">The vocabulary's name in messages.</param>
    /// <exception cref="InputException">It is not a WordPiece vocabulary.</exception>
    public static LyricsTokenizer FromVocabulary(Stream stream, string name) => new(WordPieceVocabulary.Read(stream, name));

    /// <summary>The vocabulary entry with an id, such as <c>reggae</c> or <c>##s</c>.</summary>
    /// <exception cref="InputException">The vocabulary has no such id.</exception>
    public string Token(int id) => id >= 0 && id < VocabularySize
        ? vocabulary[id]
        : throw new InputException(FormattableString.Invariant($"There is no token with the id {id}: expected 0 to {VocabularySize - 1}."));

    /// <summary>The token ids of a text, including [CLS] and [SEP]: at most <paramref name="maxLength"/>, not padded.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">The maximum length, at least 2; a longer text keeps its first ids and ends with [SEP].</param>
    /// <exception cref="InputException"><paramref name="maxLength"/> is less than 2.</exception>
    public int[] Encode(string text, int maxLength = 512)
    {
        CheckLength(maxLength);
        var ids = new List<int> { ClassifierId };
        var words = BertNormalizer.Normalize(text).AsSpan();
        while (words.Length > 0)
        {
            var length = words.IndexOf(' ') is >= 0 and var space ? space : words.Length;
            if (length > 0)
            {
                wordPieces.Add(words[..length], ids);
            }
            words = words[Math.Min(length + 1, words.Length)..];
        }
        ids.Add(SeparatorId);
        if (ids.Count > maxLength)
        {
            ids.RemoveRange(maxLength - 1, ids.Count - maxLength);
        }
        return [.. ids];
    }

    /// <summary>The token ids of a text, truncated or padded to a fixed length, with the attention mask.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">The length, at least 2.</param>
    /// <exception cref="InputException"><paramref name="maxLength"/> is less than 2.</exception>
    public TokenEncoding EncodePadded(string text, int maxLength = 512) =>
        TokenEncoding.Create(Encode(text, maxLength), maxLength);

    /// <summary>The token ids of many texts, in their order, computed on all cores.</summary>
    /// <param name="texts">Any texts.</param>
    /// <param name="maxLength">The maximum length, at least 2, as in <see cref="Encode"/>.</param>
    /// <exception cref="InputException"><paramref name="maxLength"/> is less than 2.</exception>
    public int[][] EncodeAll(IReadOnlyList<string> texts, int maxLength = 512)
    {
        CheckLength(maxLength);
        using var stop = NotebookEngine.Linked();
        return [.. texts.SelectOnAllCores(text => Encode(text, maxLength), stop.Token)];
    }

    /// <summary>
    /// The text of token ids, as returned by Hugging Face's <c>decode</c>: word pieces are joined, spaces before punctuation are removed,
    /// special tokens are shown.
    /// </summary>
    /// <exception cref="InputException">The vocabulary has no such id.</exception>
    public string Decode(IEnumerable<int> ids)
    {
        var text = new StringBuilder();
        foreach (var token in ids.Select(Token))
        {
            var joins = text.Length > 0 && token.StartsWith("##", StringComparison.Ordinal);
            text.Append(text.Length == 0 || joins ? "" : " ").Append(token, joins ? 2 : 0, token.Length - (joins ? 2 : 0));
        }
        // Hugging Face's list, in its order.
        return text.Replace(" .", ".").Replace(" ?", "?").Replace(" !", "!").Replace(" ,", ",").Replace(" ' ", "'")
            .Replace(" n't", "n't").Replace(" 'm", "'m").Replace(" 's", "'s").Replace(" 've", "'ve").Replace(" 're", "'re").ToString();
    }

    private static void CheckLength(int maxLength)
    {
        if (maxLength < 2)
        {
            throw new InputException(FormattableString.Invariant($"A text cannot be truncated to {maxLength} ids: expected at least 2, for [CLS] and [SEP]."));
        }
    }
}

/// <summary>A text encoded for BERT: three lists of the same length (section <i>Text Vectorization</i>).</summary>
/// <param name="InputIds">The token ids, then padding.</param>
/// <param name="TokenTypeIds">The sentence that each token belongs to: always 0, because there is one sentence.</param>
/// <param name="AttentionMask">1 for a token, 0 for padding.</param>
public sealed record TokenEncoding(int[] InputIds, int[] TokenTypeIds, int[] AttentionMask)
{
    /// <summary>Creates the three lists from token ids, padded to <paramref name="length"/> if shorter.</summary>
    public static TokenEncoding Create(ReadOnlySpan<int> ids, int length = 0)
    {
        var padded = new int[Math.Max(length, ids.Length)]; // LyricsTokenizer.PadId is 0, as is the new array
        var mask = new int[padded.Length];
        ids.CopyTo(padded);
        mask.AsSpan(0, ids.Length).Fill(1);
        return new(padded, new int[padded.Length], mask);
    }

    /// <summary>The three lists under the names the post prints.</summary>
    public override string ToString() => $"""
        input_ids      [{string.Join(", ", InputIds)}]
        token_type_ids [{string.Join(", ", TokenTypeIds)}]
        attention_mask [{string.Join(", ", AttentionMask)}]
        """;
}
