using GenreNotebooks.Data;
using GenreNotebooks.Display;
using Xunit;

namespace GenreNotebooks.Tests.Display;

[Collection<Alone>]
public sealed class HiddenLyricsTests : IDisposable
{
    private static readonly Song Song = SomeSong();

    public HiddenLyricsTests() => Environment.SetEnvironmentVariable(HiddenLyrics.EnvironmentVariable, HiddenLyrics.Word);

    public void Dispose() => Environment.SetEnvironmentVariable(HiddenLyrics.EnvironmentVariable, null);

    [Fact]
    public void A_data_frame_shows_no_lyrics_no_title_and_no_artist()
    {
        var frame = MusicData.Load(DataFolder.Sample).ToDataFrame();
        var table = Table.Of(frame.Head(3), maxColumns: 40);
        var hidden = table.Headers.Index().Where(header => table.Rows.All(row => row[header.Index] == HiddenLyrics.Marker)).Select(header => header.Item);
        Assert.Equal(["artist_name", "track_name", "lyrics"], hidden);
        Assert.DoesNotContain((string)frame["lyrics"][0], table.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_made_in_a_cell_shows_none_either() => Assert.Equal(
        [HiddenLyrics.Marker, HiddenLyrics.Marker, "jazz"], Table.Of(["artist", "track", "genre"], [["the shires", "a song", "jazz"]]).Rows[0]);

    [Fact]
    public void The_scores_of_the_lyrics_network_stay() => Assert.Equal("0.57", Table.Of(["split", "lyrics"], [["random", 0.57]]).Rows[0][1]);

    [Fact]
    public void Items_and_batches_show_no_ids()
    {
        var songs = SmallSongs.Dataset([[101, 4321, 102]], new float[22], [1], 6);
        using var batch = songs.Collate(0);
        Assert.All([songs[0].ToString(), batch.ToString()], text =>
        {
            Assert.DoesNotContain("4321", text, StringComparison.Ordinal);
            Assert.Contains(HiddenLyrics.Marker, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_song_shows_its_genre_and_year_alone() => Assert.Equal($"{Song.Genre}, {Song.ReleaseYear}: {HiddenLyrics.Marker}", Song.ToString());

    [Fact]
    public void Without_the_variable_all_are_shown()
    {
        Dispose();
        Assert.Equal("the shires", Table.Of(["artist"], [["the shires"]]).Rows[0][0]);
        Assert.Equal($"{Song.Genre}, {Song.ReleaseYear}: {Song.Artist}, {Song.Track}: {Song.Lyrics}", Song.ToString());
    }

    [Fact]
    public void Another_value_is_refused_rather_than_taken_for_nothing()
    {
        Environment.SetEnvironmentVariable(HiddenLyrics.EnvironmentVariable, "hide");
        Assert.Equal("GENRE_NOTEBOOKS_LYRICS: found 'hide', expected 'hidden' or nothing.", Assert.Throws<InputException>(() => Table.Of(["artist"], [["x"]])).Message);
    }

    private static Song SomeSong() => MusicData.Load(DataFolder.Sample)[0];
}
