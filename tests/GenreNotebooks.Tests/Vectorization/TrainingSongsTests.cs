using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

public class TrainingSongsTests
{
    private static SongDataset Songs(SplitKind kind = SplitKind.Random) => SomeSongs.Create().Split(kind, 0).Train;

    private static string[] ArtistsOf(SongDataset songs) => [.. songs.Rows.Select(row => songs.Table.Artists[row])];

    [Fact]
    public void A_song_keeps_its_tokens_features_year_and_genre()
    {
        var songs = SomeSongs.Create(([7, 8], 0.5, 1990, "jazz"), ([9], 0.25, 2001, "rock"), ([3], 0, 1960, "hip hop"));
        Assert.Equal([1, 9, 2], songs.TokensOf(1).ToArray());
        Assert.Equal(0.25f, songs.FeaturesOf(1)[0]);
        Assert.Equal(2001, songs.ReleaseYearOf(1));
        Assert.Equal([1, 2, 0], songs.Labels);
    }

    [Fact]
    public void The_test_songs_are_those_of_the_split_of_the_post()
    {
        var songs = RealData.Songs.OfGenres(GenreSet.Blog);
        var split = Split.Create(songs, SplitKind.Artist, seed: 3);
        var (train, test) = SongTable.Load(RealData.Folder()).OfGenres(GenreSet.Blog).Split(SplitKind.Artist, seed: 3);
        Assert.Equal((split.Train.Length, split.Test.Length), (train.Count, test.Count));
        Assert.Equal(split.Train.Select(row => GenreSet.Blog.LabelOf(songs[row].Genre)), train.Labels);
        Assert.Equal(split.Train.Select(row => songs[row].ReleaseYear), Enumerable.Range(0, train.Count).Select(train.ReleaseYearOf));
    }

    [Fact]
    public void Each_training_song_is_on_one_side_of_the_validation_split()
    {
        var songs = Songs();
        var (train, validation) = songs.SplitValidation(seed: 1);
        Assert.Equal((192, 48), (train.Count, validation.Count));
        Assert.Equal(songs.Rows.Order(), train.Rows.Concat(validation.Rows).Order());
    }

    [Fact]
    public void Where_artists_are_kept_apart_they_are_in_the_validation_split_too()
    {
        var (train, validation) = Songs(SplitKind.Artist).SplitValidation(seed: 1);
        Assert.Empty(ArtistsOf(train).Intersect(ArtistsOf(validation)));
    }

    [Theory]
    [InlineData(SplitKind.Random)]
    [InlineData(SplitKind.Artist)]
    public void Each_song_is_a_validation_song_in_one_fold_and_a_training_song_in_all_others(SplitKind kind)
    {
        var songs = Songs(kind);
        var folds = songs.Folds(5, seed: 2);
        Assert.Equal(songs.Rows.Order(), folds.SelectMany(fold => fold.Validation.Rows).Order());
        Assert.All(folds, fold => Assert.Equal(songs.Rows.Order(), fold.Train.Rows.Concat(fold.Validation.Rows).Order()));
        Assert.All(folds, fold => Assert.InRange(fold.Validation.Count, 42, 54));
        if (kind == SplitKind.Artist)
        {
            Assert.All(folds, fold => Assert.Empty(ArtistsOf(fold.Train).Intersect(ArtistsOf(fold.Validation))));
        }
    }

    [Fact]
    public void Folds_with_artists_apart_need_that_many_artists() => Assert.Equal(
        "6 training songs by 3 artists cannot be divided into 5 folds with artists apart: expected songs by at least 5 artists.",
        Assert.Throws<InputException>(() => SomeSongs.ByArtists(artists: 3, songsEach: 2).Folds(5, seed: 0, SplitKind.Artist)).Message);

    [Fact]
    public void Other_genres_than_the_table_has_are_refused() =>
        Assert.Throws<InputException>(() => SomeSongs.Create(genres: new GenreSet("jazz", "metal")));

    [Fact]
    public void Only_songs_of_the_genres_are_there()
    {
        var songs = SomeSongs.Create(genres: new GenreSet("rock", "jazz"));
        Assert.Equal([0, 1], songs.Labels.Distinct().Order());
        Assert.True(songs.Count < 300);
    }
}
