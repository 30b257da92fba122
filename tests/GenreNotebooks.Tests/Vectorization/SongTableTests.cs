using GenreNotebooks.Data;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public sealed class SongTableTests
{
    private static readonly LyricsTokenizer Tokenizer = SmallVocabulary.Tokenizer;

    // 1,000 songs of 1 to 41 words: several chunks of work, with songs of very different lengths next to each other.
    private static readonly MusicData Songs = SongText.Read(SongText.Table(Enumerable.Range(0, 1_000).Select(song => SongText.Row()
        .Replace("1984", $"{1950 + (song % 70)}")
        .Replace("some artist", $"artist {song % 7}")
        .Replace("some track", string.Join(' ', Enumerable.Repeat("music", song % 5)))
        .Replace("jazz", GenreSet.DataSet.Names[song % 5])
        .Replace("word after word", string.Join(' ', Enumerable.Repeat("love", 1 + (song * 17 % 41))) + " reggae"))));

    [Fact]
    public void Songs_keep_their_order_and_all_that_networks_read()
    {
        var tokenized = SongTable.Tokenize(Songs, Tokenizer);
        Assert.Equal(Songs.Count, tokenized.Count);
        Assert.All(Songs.Index(), row =>
        {
            var (song, expected) = row;
            Assert.Equal(Tokenizer.Encode(expected.Lyrics), tokenized.Tokens[song]);
            Assert.Equal(Tokenizer.Encode(expected.Track).AsSpan()[1..^1], tokenized.Titles[song]);
            Assert.Equal(expected.Features.Select(value => (float)value), tokenized.Features[song].ToArray());
            Assert.Equal(
                (expected.ReleaseYear, expected.Genre, expected.Artist),
                (tokenized.ReleaseYears[song], tokenized.Genres[song], tokenized.Artists[song]));
        });
        Assert.Equal((5, 7), (tokenized.Genres.Categories.Length, tokenized.Artists.Categories.Length));
    }

    [Fact]
    public void Songs_are_read_as_they_are_needed_not_all_at_once()
    {
        var (read, ahead) = (0, 0);
        foreach (var done in Enumerable.Range(0, 100_000).Select(item => read = item + 1).SelectOnAllCores(item => item))
        {
            ahead = Math.Max(ahead, read - done);
        }
        Assert.Equal(100_000, read);
        Assert.InRange(ahead, 1, 128 * ((4 * Environment.ProcessorCount) + 2));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(512)]
    public void Truncated_further_they_are_as_tokenized_to_that_length(int length)
    {
        var (whole, direct) = (SongTable.Tokenize(Songs, Tokenizer), SongTable.Tokenize(Songs, Tokenizer, length));
        var truncated = whole.Truncated(length);
        Assert.Equal(direct.Tokens.Starts, truncated.Tokens.Starts);
        Assert.Equal(direct.Tokens.Blocks, truncated.Tokens.Blocks);
        Assert.Same(whole.Features, truncated.Features);
        Assert.Equal(length, truncated.MaxLength);
    }

    [Fact]
    public void Truncated_tokens_cannot_be_restored() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SongTable.Tokenize(Songs, Tokenizer, 20).Truncated(21));

    [Theory]
    [InlineData("reggae music", "love", 512, "[CLS] reggae music love LOVE [SEP]")]
    [InlineData("reggae music", "i love", 512, "[CLS] reggae music i love I LOVE [SEP]")]
    [InlineData("reggae music", "", 512, "[CLS] reggae music [SEP]")]
    [InlineData("reggae music i don a", "i love", 8, "[CLS] reggae music i love I LOVE [SEP]")]
    [InlineData("reggae music i don a", "love", 9, "[CLS] reggae music i don a love LOVE [SEP]")]
    [InlineData("reggae music", "i love a cafe", 7, "[CLS] reggae i love I LOVE [SEP]")]
    [InlineData("reggae", "love", 2, "[CLS] [SEP]")]
    public void Titles_follow_the_lyrics_twice_and_long_lyrics_make_room_for_them(string lyrics, string title, int length, string expected)
    {
        var song = SongText.Read(SongText.Table(SongText.Row("lyrics", lyrics).Replace("some track", title)));
        var table = SongTable.Tokenize(song, Tokenizer, length);
        var titled = table.WithTitles();
        var (size, ids) = (Tokenizer.VocabularySize, titled.Tokens[0].ToArray());
        Assert.Equal(expected, string.Join(' ', ids.Select(id => id < size ? Tokenizer.Token(id) : Tokenizer.Token(id - size).ToUpperInvariant())));
        Assert.Equal(Tokenizer.Encode(lyrics, length), table.Tokens[0]); // without titles nothing changes
        Assert.Equal(table with { Tokens = titled.Tokens, VocabularySize = 2 * size }, titled);
    }

    [Fact]
    public void A_dataset_of_rows_has_their_songs_labels_and_years()
    {
        var genres = new GenreSet("hip hop", "country"); // songs 2, 7, … and 1, 6, …
        var tokenized = SongTable.Tokenize(Songs, Tokenizer);
        Assert.Equal([1, 2, 6, 7], tokenized.OfGenres(genres).Rows[..4]);
        var dataset = new SongDataset(tokenized, [7, 1], genres);
        Assert.Equal((2, 512), (dataset.Count, dataset.MaxLength));
        Assert.Equal((0, 1957), (dataset[0].Label, dataset.ReleaseYearOf(0)));
        Assert.Equal((1, 1951), (dataset[1].Label, dataset.ReleaseYearOf(1)));
        Assert.Equal(Tokenizer.EncodePadded(Songs[7].Lyrics).InputIds, dataset[0].Ids);
    }

    [Fact]
    public void An_error_in_the_table_is_reported_unchanged()
    {
        var songs = Songs.Select((song, row) => row < 999 ? song : throw new InputException("the last line is wrong"));
        Assert.Equal("the last line is wrong", Assert.Throws<InputException>(() => SongTable.Tokenize(songs, Tokenizer)).Message);
    }
}
