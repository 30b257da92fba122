using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>BERT's uncased WordPiece tokenizer (section <i>Text Vectorization</i>).</summary>
public sealed class LyricsTokenizer
{
    /// <summary>The id of [PAD].</summary>
    public const int PadId = 0;

    /// <summary>The number of entries of the vocabulary: 30,522.</summary>
    public int VocabularySize => throw new NotImplementedException();

    /// <summary>Reads the vocabulary of a data folder.</summary>
    public static LyricsTokenizer Load(DataFolder folder) => throw new NotImplementedException();

    /// <summary>The ids of a text with [CLS] and [SEP], at most <paramref name="maxLength"/> of them, not padded.</summary>
    public int[] Encode(string text, int maxLength = 512) => throw new NotImplementedException();

    /// <summary>The ids of many texts, on all cores, in the order of the texts.</summary>
    public int[][] EncodeAll(IReadOnlyList<string> texts, int maxLength = 512) => throw new NotImplementedException();

    /// <summary>The text that ids stand for, as Hugging Face's <c>decode</c> gives it.</summary>
    public string Decode(IEnumerable<int> ids) => throw new NotImplementedException();
}
