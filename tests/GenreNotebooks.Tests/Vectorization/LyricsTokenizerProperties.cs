using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Vectorization;
using Microsoft.ML.Tokenizers;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public class LyricsTokenizerProperties
{
    // Words in the vocabulary, special tokens, and any UTF-16 code unit, including lone surrogates and noncharacters.
    private static readonly Arbitrary<string> Texts = Gen
        .OneOf(Gen.Elements(SmallVocabulary.Entries), Gen.Choose(0, 0xffff).Select(unit => ((char)unit).ToString()), Gen.Constant(" "))
        .ListOf().Select(string.Concat).ToArbitrary();

    private static readonly Arbitrary<int> Lengths = Gen.Choose(2, 40).ToArbitrary();

    private static readonly BertTokenizer Whole = BertTokenizer.Create(
        new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', SmallVocabulary.Entries))),
        new BertOptions
        {
            LowerCaseBeforeTokenization = false,
            ApplyBasicTokenization = false,
            RemoveNonSpacingMarks = false,
            IndividuallyTokenizeCjk = false,
        });

    [Fact]
    public void Any_text_becomes_ids_between_the_markers_within_the_length() =>
        Prop.ForAll(Texts, Lengths, (text, length) =>
        {
            var ids = SmallVocabulary.Tokenizer.Encode(text, length);
            return ids.Length >= 2 && ids.Length <= length && ids[0] == SmallVocabulary.Id("[CLS]")
                && ids[^1] == SmallVocabulary.Id("[SEP]") && ids.All(id => id >= 0 && id < SmallVocabulary.Entries.Length);
        }).Check(Cases.Of(1_000));

    [Fact]
    public void Word_by_word_a_text_has_the_ids_that_WordPiece_gives_it_whole() =>
        Prop.ForAll(Texts, text => SmallVocabulary.Tokenizer.Encode(text, int.MaxValue).SequenceEqual(
            Whole.EncodeToIds(BertNormalizer.Normalize(text), considerNormalization: false))).Check(Cases.Of(2_000));

    [Fact]
    public void Truncated_ids_are_the_first_of_all_ids() =>
        Prop.ForAll(Texts, Lengths, (text, length) =>
        {
            var ids = SmallVocabulary.Tokenizer.Encode(text, length);
            return SmallVocabulary.Tokenizer.Encode(text, int.MaxValue).Take(ids.Length - 1).SequenceEqual(ids.SkipLast(1));
        }).Check(Cases.Of(1_000));

    [Fact]
    public void The_mask_counts_the_tokens_and_the_rest_is_padding() =>
        Prop.ForAll(Texts, Lengths, (text, length) =>
        {
            var tokens = SmallVocabulary.Tokenizer.Encode(text, length);
            var padded = SmallVocabulary.Tokenizer.EncodePadded(text, length);
            return padded.InputIds.Length == length && padded.AttentionMask.Sum() == tokens.Length
                && padded.InputIds.Take(tokens.Length).SequenceEqual(tokens) && padded.InputIds.Skip(tokens.Length).All(id => id == 0);
        }).Check(Cases.Of(1_000));

    /// <summary>
    /// Encoding, decoding and encoding again gives the same ids. The exception is a lone n, which Hugging Face's <c>decode</c> joins
    /// to the word before it (<c>do n't</c> becomes <c>don't</c>): this vocabulary has no n.
    /// </summary>
    [Fact]
    public void Decoded_a_text_has_the_same_ids_again() =>
        Prop.ForAll(Texts, Lengths, (text, length) =>
        {
            var ids = SmallVocabulary.Tokenizer.Encode(text, length)[1..^1];
            var decoded = SmallVocabulary.Tokenizer.Decode(ids);
            return SmallVocabulary.Tokenizer.Encode(decoded, int.MaxValue).AsSpan()[1..^1].SequenceEqual(ids)
                && SmallVocabulary.Tokenizer.Decode(SmallVocabulary.Tokenizer.Encode(decoded, int.MaxValue)[1..^1]) == decoded;
        }).Check(Cases.Of(2_000));

    [Fact]
    public void A_lone_n_is_joined_to_the_word_before_it_as_by_Hugging_Face()
    {
        var tokenizer = SmallVocabulary.Load(string.Join('\n', [.. SmallVocabulary.Entries, "do", "n"]));
        Assert.Equal("don't", tokenizer.Decode(tokenizer.Encode("do n't")[1..^1]));
        Assert.NotEqual(tokenizer.Encode("do n't"), tokenizer.Encode("don't"));
    }
}
