using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Vectorization;
using Microsoft.ML.Tokenizers;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public class LyricsTokenizerProperties
{
    // Words of the vocabulary, markers, and any UTF-16 code unit: also lone surrogates and characters that stand for nothing.
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
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Word_by_word_a_text_has_the_ids_that_WordPiece_gives_it_whole() =>
        Prop.ForAll(Texts, text => SmallVocabulary.Tokenizer.Encode(text, int.MaxValue).SequenceEqual(
            Whole.EncodeToIds(BertNormalizer.Normalize(text), considerNormalization: false))).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Truncated_ids_are_the_first_of_all_ids() =>
        Prop.ForAll(Texts, Lengths, (text, length) =>
        {
            var ids = SmallVocabulary.Tokenizer.Encode(text, length);
            return SmallVocabulary.Tokenizer.Encode(text, int.MaxValue).Take(ids.Length - 1).SequenceEqual(ids.SkipLast(1));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void The_mask_counts_the_tokens_and_the_rest_is_padding() =>
        Prop.ForAll(Texts, Lengths, (text, length) =>
        {
            var tokens = SmallVocabulary.Tokenizer.Encode(text, length);
            var padded = SmallVocabulary.Tokenizer.EncodePadded(text, length);
            return padded.InputIds.Length == length && padded.AttentionMask.Sum() == tokens.Length
                && padded.InputIds.Take(tokens.Length).SequenceEqual(tokens) && padded.InputIds.Skip(tokens.Length).All(id => id == 0);
        }).Check(Config.QuickThrowOnFailure);
}
