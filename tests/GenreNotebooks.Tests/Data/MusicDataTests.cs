using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class MusicDataTests
{
    private static readonly string Table = SongText.Table(
        SongText.Row("genre", "rock"), SongText.Row("genre", "jazz"), SongText.Row("genre", "hip hop"), SongText.Row("genre", "rock"));

    [Fact]
    public void The_origin_has_rows_and_checksum()
    {
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Table)));
        Assert.Equal(new DataOrigin("real", SongText.Name, 4, expected), SongText.Read(Table).Origin);
    }

    [Fact]
    public void Genres_are_counted_in_the_order_of_their_names() =>
        Assert.Equal([new("hip hop", 1, 0.25), new("jazz", 1, 0.25), new("rock", 2, 0.5)], SongText.Read(Table).CountGenres());

    [Fact]
    public void Its_genres_are_those_that_the_songs_have() => Assert.Equal(["hip hop", "jazz", "rock"], SongText.Read(Table).Genres.Names);

    [Fact]
    public void Only_the_songs_of_chosen_genres_remain_in_order()
    {
        var chosen = SongText.Read(Table).OfGenres(new GenreSet("hip hop", "rock"));
        Assert.Equal(["rock", "hip hop", "rock"], chosen.Select(song => song.Genre));
        Assert.Equal(4, chosen.Origin.Rows);
    }

    [Fact]
    public void An_unknown_genre_is_named_beside_those_there_are() =>
        Assert.Equal("some/songs.csv has no song of the genre 'polka': found hip hop, jazz, rock, expected rock, polka. To classify the genres that it has, choose --genres all on the command line or GenreChoice.All in a notebook.",
            Assert.Throws<InputException>(() => SongText.Read(Table).OfGenres(new GenreSet("rock", "polka"))).Message);

    [Fact]
    public void The_table_for_looking_at_has_the_31_columns()
    {
        var table = SongText.Read(Table).ToDataFrame();
        Assert.Equal(SongColumns.Names.Skip(1).Prepend("Unnamed: 0"), table.Columns.Select(column => column.Name));
        Assert.Equal(["rock", "jazz", "hip hop", "rock"], table["genre"].Cast<string>());
        Assert.Equal(0.30, table["age"][3]);
        Assert.Equal(2, table.Head(2).Rows.Count);
    }

    [Fact]
    public void The_clean_table_has_features_lyrics_and_genre_as_labels()
    {
        var genres = new GenreSet("hip hop", "jazz", "rock");
        var table = SongText.Read(Table).ToCleanDataFrame(genres);
        Assert.Equal([.. EngineeredFeatures.Names, "lyrics", "genre"], table.Columns.Select(column => column.Name));
        Assert.Equal([2, 1, 0, 2], table["genre"].Cast<int>());
        Assert.Equal(0.28, table["energy"][0]);
    }

    [Fact]
    public void Numbers_are_read_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(0.28, SongText.Read(Table)[0].Features[21]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_real_songs_have_the_counts_of_the_post()
    {
        var songs = RealData.Songs;
        using var facts = JsonDocument.Parse(File.ReadAllText(Reference.Path("blog_facts.json")));
        var post = songs.OfGenres(GenreSet.Blog);
        Assert.Equal(facts.RootElement.GetProperty("rows_selected").GetInt32(), post.Count);
        Assert.All(songs.CountGenres().Where(genre => genre.Genre != "pop"), genre =>
            Assert.Equal(facts.RootElement.GetProperty("genre_counts").GetProperty(genre.Genre).GetInt32(), genre.Songs));
        Assert.All(post.CountGenres(), genre =>
            Assert.Equal(facts.RootElement.GetProperty("base_rates").GetProperty(genre.Genre).GetDouble(), genre.Share, 1e-6));
        Assert.Equal(GenreSet.Blog.Names, post.CountGenres().Select(genre => genre.Genre));
        Assert.True(songs.Count is 25_602 or 28_372);
    }

    [Fact]
    public void The_first_real_song_keeps_its_digits()
    {
        var song = RealData.Songs[0];
        Assert.Equal((0, "mukesh", 1950, "pop", 95, "sadness", 1.0), (song.Index, song.Artist, song.ReleaseYear, song.Genre, song.WordCount, song.Topic, song.Age));
        Assert.Equal((0.000598086126288938, 0.13711018802589228), (song.Features[0], song.Features[21]));
    }

    [Fact]
    public void The_engineered_features_are_those_of_the_post()
    {
        using var facts = JsonDocument.Parse(File.ReadAllText(Reference.Path("blog_facts.json")));
        Assert.Equal(facts.RootElement.GetProperty("engineered_features").EnumerateArray().Select(name => name.GetString()), EngineeredFeatures.Names);
    }
}
