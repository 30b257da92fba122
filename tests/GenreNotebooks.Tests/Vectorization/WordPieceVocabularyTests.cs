using System.Text;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public class WordPieceVocabularyTests
{
    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("[PAD]\n[UNK]\n[SEP]\n[MASK]\nlove", "it has no [CLS]")]
    [InlineData("love", "it has no [PAD] and no [UNK] and no [CLS] and no [SEP] and no [MASK]")]
    [InlineData("[PAD]\n[UNK]\nlove\n[CLS]\nlove\n[SEP]\n[MASK]", "'love' is on line 3 and on line 5")]
    [InlineData("[PAD]\n[UNK]\n\n[CLS]\n[SEP]\n[MASK]", "line 3 is empty")]
    [InlineData("[UNK]\n[PAD]\n[CLS]\n[SEP]\n[MASK]", "[PAD] is on line 2, not on line 1")]
    public void What_is_wrong_with_a_vocabulary_is_named(string text, string found)
    {
        var exception = Assert.Throws<InputException>(() => SmallVocabulary.Load(text));

        Assert.StartsWith($"small.txt is not a WordPiece vocabulary: {found}. Expected", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_text_is_named()
    {
        using var stream = new MemoryStream([.. "[PAD]\n"u8, 0xff, 0xfe, 0x80]);

        var exception = Assert.Throws<InputException>(() => LyricsTokenizer.FromVocabulary(stream, "picture.png"));

        Assert.StartsWith("picture.png is not a WordPiece vocabulary", exception.Message, StringComparison.Ordinal);
        Assert.Contains("UTF-8", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_endings_of_Windows_are_no_part_of_an_entry()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", SmallVocabulary.Entries)));

        Assert.Equal(SmallVocabulary.Tokenizer.Encode("I love music"), LyricsTokenizer.FromVocabulary(stream, "dos").Encode("I love music"));
    }
}
