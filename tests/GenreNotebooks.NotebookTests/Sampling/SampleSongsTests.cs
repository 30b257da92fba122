using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.NotebookTests.Sampling;

/// <summary>What the embedded songs hold.</summary>
public sealed class SampleSongsTests
{
    private static IEnumerable<(string Word, string Genre)> Words =>
        Sample.Songs.SelectMany(song => song.Lyrics.Split(' '), (song, word) => (word, song.Genre));

    [Fact]
    public void The_genres_have_their_shares_of_the_data_set() => Assert.Equal(
        [("jazz", 784), ("reggae", 509), ("rock", 823), ("hip hop", 184)],
        Sample.Songs.CountBy(song => song.Genre).Select(genre => (genre.Key, genre.Value)));

    [Fact]
    public void The_library_reads_its_own_sample_back_as_it_was_made()
    {
        using var stream = DataFolder.Sample.OpenSongs();
        var read = SongReader.Read(stream, "sample").ToList();
        Assert.Equal(Sample.Songs.Select(Text), read.Select(Text));

        static string Text(Song song) => $"{song with { Features = new double[song.Features.Length] }} {string.Join(' ', song.Features)}";
    }

    [Fact]
    public void No_word_is_sung_in_one_genre_only() => Assert.Empty(
        Words.Distinct().GroupBy(pair => pair.Word).Where(word => word.Count() < 2).Select(word => word.Key));

    [Fact]
    public void Every_word_is_in_the_vocabulary() => Assert.Empty(Words.Select(pair => pair.Word).Except(Sample.Vocabulary));

    [Fact]
    public void A_song_has_as_many_words_as_it_states_and_about_65_in_the_middle()
    {
        Assert.All(Sample.Songs, song => Assert.Equal(song.Lyrics.Split(' ').Length, song.WordCount));
        Assert.InRange(Sample.Songs.Select(song => song.WordCount).Order().ElementAt(Sample.Songs.Count / 2), 60, 75);
    }

    [Fact]
    public void Topic_is_the_largest_of_the_eight_shares_that_the_data_set_names() => Assert.All(Sample.Songs, song =>
    {
        string[] named = ["violence", "world/life", "night/time", "romantic", "obscene", "music", "sadness", "feelings"];
        Assert.Equal(named.Max(topic => Feature(song, topic)), Feature(song, song.Topic));
        Assert.Contains(song.Topic, named);
    });

    [Fact]
    public void Features_are_shares_with_at_most_six_decimals() => Assert.All(Sample.Songs, song =>
    {
        Assert.All(song.Features, value => Assert.InRange(value, 0, 1));
        Assert.All(song.Features, value => Assert.Equal(value, Math.Round(value, 6)));
        Assert.All(song.Features.Take(16), value => Assert.True(value > 0));
        Assert.InRange(song.Features.Take(16).Sum(), 0, 1);
    });

    [Fact]
    public void Years_and_ages_fit_the_data_set() => Assert.All(Sample.Songs, song =>
    {
        Assert.InRange(song.ReleaseYear, song.Genre == "hip hop" ? 1989 : 1950, 2019);
        Assert.Equal((2020 - song.ReleaseYear) / 70.0, song.Age);
    });

    [Fact]
    public void An_artist_sings_one_genre_and_a_few_songs()
    {
        var artists = Sample.Songs.GroupBy(song => song.Artist).ToList();
        Assert.All(artists, songs => Assert.Single(songs.Select(song => song.Genre).Distinct()));
        Assert.InRange((double)Sample.Songs.Count / artists.Count, 3, 7);
        Assert.True(artists.Max(songs => songs.Count()) < Sample.Songs.Count / 50);
    }

    [Fact]
    public void No_artist_or_track_or_verse_is_a_real_one()
    {
        var real = Sample.RealSongs();
        Assert.Empty(Sample.Songs.Select(song => song.Artist).Intersect(real.Select(song => song.Artist)));
        Assert.Empty(Sample.Songs.Select(song => song.Track).Intersect(real.Select(song => song.Track)));
        var realRuns = real.SelectMany(Runs).ToHashSet();
        Assert.DoesNotContain(Sample.Songs.SelectMany(Runs), realRuns.Contains);

        // Six words in a row are a phrase; a word said many times over is none.
        static IEnumerable<string> Runs(Song song)
        {
            var words = song.Lyrics.Split(' ');
            return Enumerable.Range(0, Math.Max(0, words.Length - 5)).Select(i => words[i..(i + 6)])
                .Where(run => run.Distinct().Count() > 3).Select(run => string.Join(' ', run));
        }
    }

    private static double Feature(Song song, string name) => song.Features[EngineeredFeatures.Names.ToList().IndexOf(name)];
}
