using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.NotebookTests.Sampling;

public sealed class SampleVocabularyTests
{
    [Fact]
    public void The_committed_vocabulary_is_what_the_library_makes() =>
        Assert.Equal(Sample.VocabularyText, string.Concat(SampleVocabulary.Entries().Select(entry => entry + "\n")));

    [Fact]
    public void It_has_the_size_of_BERTs_and_no_entry_twice()
    {
        Assert.Equal(30_522, Sample.Vocabulary.Length);
        Assert.Equal(30_522, Sample.Vocabulary.Distinct().Count());
    }

    [Theory]
    [InlineData(0, "[PAD]")]
    [InlineData(1, "[unused0]")]
    [InlineData(99, "[unused98]")]
    [InlineData(100, "[UNK]")]
    [InlineData(101, "[CLS]")]
    [InlineData(102, "[SEP]")]
    [InlineData(103, "[MASK]")]
    [InlineData(104, "[unused99]")]
    [InlineData(998, "[unused993]")]
    [InlineData(999, "!")]
    public void Special_tokens_are_where_BERT_has_them(int id, string entry) => Assert.Equal(entry, Sample.Vocabulary[id]);

    [Fact]
    public void Any_ASCII_text_is_encoded_without_UNK()
    {
        var tokenizer = LyricsTokenizer.Load(DataFolder.Sample);
        var ascii = string.Concat(Enumerable.Range(32, 95).Select(code => (char)code));
        Assert.DoesNotContain(100, tokenizer.Encode(ascii + " x1y2 Zzyzx-Qwerty don't jklmnopqrstuvwxyz0123456789abcdefghi"));
    }

    [Fact]
    public void A_word_of_the_songs_is_one_id()
    {
        var tokenizer = LyricsTokenizer.Load(DataFolder.Sample);
        Assert.All(Sample.Songs.Take(20), song => Assert.Equal(Math.Min(song.WordCount + 2, 512), tokenizer.Encode(song.Lyrics).Length));
    }

    [Fact]
    public void The_posts_sentence_comes_back()
    {
        var tokenizer = LyricsTokenizer.Load(DataFolder.Sample);
        Assert.Contains("i love reggae music!", tokenizer.Decode(tokenizer.Encode("I love reggae music!")));
    }
}
