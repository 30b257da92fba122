using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.NotebookTests.Notebooks;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.NotebookTests.Rendering;

/// <summary>What a rendered copy may not show of songs.</summary>
public sealed class SongQuotesTests
{
    private static readonly SongQuotes Quotes = new(DataFolder.Sample);
    private static readonly string[] Words = MusicData.Load(DataFolder.Sample)[0].Lyrics.Split(' ');

    private static string Ids(int count) => string.Join(' ', LyricsTokenizer.Load(DataFolder.Sample).Encode(string.Join(' ', Words[..count])));

    [Fact]
    public void Four_words_in_a_row_are_a_quote_in_any_case_and_between_any_signs()
    {
        var quote = $"{Words[1].ToUpperInvariant()}, {Words[2]} ({Words[3]}) \n- {Words[4]}";
        Assert.Equal([quote], Quotes.Find($"it 1 2 3 goes: {quote}!"));
        Assert.Equal("it 1 2 3 goes: (hidden)!", Quotes.Hide($"it 1 2 3 goes: {quote}!"));
    }

    [Fact]
    public void A_longer_quote_is_one() => Assert.Equal("x (hidden) y", Quotes.Hide($"x {string.Join(' ', Words[..9])} y"));

    [Fact]
    public void Three_words_are_none_nor_are_four_with_another_between()
    {
        Assert.Empty(Quotes.Find($"xyz {string.Join(' ', Words[..3])} xyz"));
        Assert.Empty(Quotes.Find($"{Words[0]} {Words[1]} 0.5 {Words[2]} {Words[3]}"));
    }

    [Fact]
    public void Token_ids_that_decode_to_four_words_are_a_quote_with_padding_behind_them_too()
    {
        Assert.Equal($"ids [101 (hidden) 102 0 0]", Quotes.Hide($"ids [{Ids(6)} 0 0]"));
        Assert.Empty(Quotes.Find(Ids(3)));
    }

    [Fact]
    public void Of_the_real_songs_there_are_more_than_a_million_and_each_is_found()
    {
        var quotes = RealSongs.Quotes;
        Assert.InRange(quotes.Count, 1_000_000, int.MaxValue);
        Assert.All(MusicData.Load(DataFolder.Find()).Where(song => song.Index % 100 == 0 && song.Lyrics.Split(' ').Length > 9), song =>
            Assert.Single(quotes.Find(string.Join(' ', song.Lyrics.Split(' ')[3..7]))));
    }
}

/// <summary><c>run --without-lyrics</c>.</summary>
public sealed class WithoutLyricsTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_table_of_songs_hides_their_lyrics_if_asked_for(bool hidden)
    {
        var song = MusicData.Load(DataFolder.Sample)[0];
        var path = folder.Add("songs.dib", "#r \"nuget: GenreNotebooks, 2.0.0\"", """
            using GenreNotebooks.Data;
            using GenreNotebooks.Display;
            Table.Of(MusicData.Load(DataFolder.Find()).ToDataFrame().Head(1))
            """);
        string[] options = hidden ? ["--without-lyrics"] : [];
        Assert.Equal(0, (await folder.RunAsync(TestContext.Current.CancellationToken, [path, "--sample", .. options])).Exit);
        Assert.Equal(!hidden, folder.Text("songs").Contains(song.Track, StringComparison.Ordinal));
        Assert.Equal(!hidden, folder.Page("songs").Contains(song.Lyrics, StringComparison.Ordinal));
    }
}
