using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public class LyricsTokenizerTests
{
    private static readonly LyricsTokenizer Tokenizer = SmallVocabulary.Tokenizer;

    [Fact]
    public void The_sentence_of_the_post_goes_there_and_back()
    {
        var tokenizer = LyricsTokenizer.Load(RealData.Folder());

        var ids = tokenizer.Encode("I love reggae music!");

        Assert.Equal([101, 1045, 2293, 15662, 2189, 999, 102], ids);
        Assert.Equal("[CLS] i love reggae music! [SEP]", tokenizer.Decode(ids));
        Assert.Equal(30_522, tokenizer.VocabularySize);
        Assert.Equal(102, tokenizer.SeparatorId);
        Assert.Equal(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], new[] { LyricsTokenizer.PadId, 100, 101, 102, 103 }.Select(tokenizer.Token));
    }

    [Theory]
    [InlineData("I LOVE music", "i love music")]
    [InlineData("CAFÉ cafe\u0301", "cafe cafe")]
    [InlineData("unaffable musics", "un ##affable music ##s")]
    [InlineData("don't", "don ' t")]
    [InlineData("$i¿", "$ i ¿")]
    [InlineData("i中国i", "i 中 国 i")]
    [InlineData("i\U00020000\U00020001i", "i [UNK] [UNK] i")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("ΣΊΣΥΦΟΣ", "σισυφος")]
    [InlineData("Σ ΣΟ", "σ σ ##ο")]
    [InlineData("lo\u00adve re\u200bggae mu\u0000sic", "love reggae music")]
    [InlineData("i\tlove\u00a0music\u2028music", "i love music music")]
    [InlineData("zebra love", "[UNK] love")]
    [InlineData("a[MASK]a [mask] [SEP]", "a [MASK] a [UNK] [UNK] [UNK] [SEP]")]
    [InlineData("lo\ud800ve \udc00", "love")]
    [InlineData("love\ufffe", "[UNK]")]
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    public void Texts_become_the_tokens_of_Hugging_Face(string text, string tokens)
    {
        string[] expected = ["[CLS]", .. tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries), "[SEP]"];

        Assert.Equal(expected, Tokenizer.Encode(text).Select(Tokenizer.Token));
    }

    [Theory]
    [InlineData(100, 102)]
    [InlineData(101, 3)]
    public void A_word_of_more_than_100_letters_is_unknown(int letters, int ids) =>
        Assert.Equal(ids, Tokenizer.Encode(new string('a', letters)).Length);

    [Fact]
    public void A_long_text_keeps_its_first_ids_even_within_a_word_and_ends_with_the_separator()
    {
        var ids = Tokenizer.Encode("love unaffable", maxLength: 4);

        Assert.Equal(["[CLS]", "love", "un", "[SEP]"], ids.Select(Tokenizer.Token));
        Assert.Equal(5, Tokenizer.Encode("love unaffable", maxLength: 5).Length);
        Assert.Equal(512, Tokenizer.Encode(string.Join(' ', Enumerable.Repeat("love", 1000))).Length);
    }

    [Fact]
    public void Padding_is_0_and_masked()
    {
        var encoding = Tokenizer.EncodePadded("love music", maxLength: 6);

        Assert.Equal([2, SmallVocabulary.Id("love"), SmallVocabulary.Id("music"), 3, 0, 0], encoding.InputIds);
        Assert.Equal([1, 1, 1, 1, 0, 0], encoding.AttentionMask);
        Assert.Equal([0, 0, 0, 0, 0, 0], encoding.TokenTypeIds);
        Assert.Equal(
            """
            input_ids      [2, 6, 8, 3, 0, 0]
            token_type_ids [0, 0, 0, 0, 0, 0]
            attention_mask [1, 1, 1, 1, 0, 0]
            """,
            encoding.ToString());
    }

    [Fact]
    public void A_batch_is_its_texts_one_by_one_in_their_order()
    {
        string[] texts = [.. Enumerable.Range(0, 300).Select(count => string.Join(' ', Enumerable.Repeat("love", count)) + "!")];

        Assert.Equal(texts.Select(text => Tokenizer.Encode(text, 200)), Tokenizer.EncodeAll(texts, 200));
    }

    [Theory]
    [InlineData("I don't love music, ... music!", "[CLS] i don't love music,... music! [SEP]")]
    [InlineData("unaffable musics", "[CLS] unaffable musics [SEP]")]
    public void Decoding_joins_word_pieces_and_cleans_up_spaces(string text, string decoded) =>
        Assert.Equal(decoded, Tokenizer.Decode(Tokenizer.Encode(text)));

    [Fact]
    public void Decoding_starts_anywhere() =>
        Assert.Equal("##s love", Tokenizer.Decode([SmallVocabulary.Id("##s"), SmallVocabulary.Id("love")]));

    [Theory]
    [InlineData(-1)]
    [InlineData(30)]
    public void An_id_outside_of_the_vocabulary_is_named(int id)
    {
        var exception = Assert.Throws<InputException>(() => Tokenizer.Decode([id]));

        Assert.Contains(FormattableString.Invariant($"id {id}: expected 0 to 29"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_without_room_for_the_markers_is_refused()
    {
        Assert.Equal([2, 3], Tokenizer.Encode("love", maxLength: 2));
        Assert.Throws<InputException>(() => Tokenizer.Encode("love", maxLength: 1));
        Assert.Throws<InputException>(() => Tokenizer.EncodeAll(["love"], maxLength: 1));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    public void A_word_of_more_than_a_hundred_letters_is_unknown_even_if_it_is_an_entry(int letters)
    {
        var word = new string('x', letters);
        var tokenizer = SmallVocabulary.Load(string.Join('\n', [.. SmallVocabulary.Entries, word]));
        int[] once = [2, letters == 100 ? SmallVocabulary.Entries.Length : SmallVocabulary.Id("[UNK]"), 3];
        Assert.Equal(once, tokenizer.Encode(word));
        Assert.Equal(once, tokenizer.Encode(word)); // also the second time
    }

    [Fact]
    public void The_sample_has_a_vocabulary_of_the_size_of_the_real_one() =>
        Assert.Equal(30_522, LyricsTokenizer.Load(DataFolder.Sample).VocabularySize);
}
