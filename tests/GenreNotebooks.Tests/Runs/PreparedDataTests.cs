using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

[Collection<Torch>]
public sealed class PreparedDataTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 2, Seed = 3, Split = SplitKind.Artist, MaxLength = 100 };

    [Fact]
    public void Songs_found_again_make_the_same_datasets_and_runs_to_the_last_bit()
    {
        var (fresh, found) = InOwnCache(() => (PreparedData.Load(DataFolder.Sample, Options), PreparedData.Load(DataFolder.Sample, Options)));
        Assert.Equal((fresh.Origin, fresh.VocabularySha256, fresh.VocabularySize), (found.Origin, found.VocabularySha256, found.VocabularySize));
        AssertSame(fresh.Train, found.Train);
        AssertSame(fresh.Test, found.Test);
        Assert.All(Enum.GetValues<ModelKind>(), kind => Assert.Equal(Run(kind, fresh), Run(kind, found)));
    }

    [Fact]
    public void The_datasets_are_those_of_the_songs_split_and_tokenized_one_after_the_other()
    {
        var (songs, tokenizer) = (MusicData.Load(DataFolder.Sample), LyricsTokenizer.Load(DataFolder.Sample));
        var (train, test) = SongTable.Tokenize(songs, tokenizer, Options.MaxLength).OfGenres(GenreSet.Blog).Split(Options.Split, Options.Seed);
        var data = PreparedData.Load(DataFolder.Sample, Options);
        AssertSame(train, data.Train);
        AssertSame(test, data.Test);
        Assert.Equal((songs.Origin, tokenizer.VocabularySize), (data.Origin, data.VocabularySize));
        Assert.Equal(tokenizer.Encode("love"), data.Tokenizer.Encode("love"));
    }

    [Fact]
    public void Any_genres_of_the_table_can_be_predicted()
    {
        var genres = new GenreSet("rock", "reggae");
        var data = PreparedData.Load(DataFolder.Sample, Options, genres);
        var songs = MusicData.Load(DataFolder.Sample).OfGenres(genres);
        Assert.Equal(songs.Count, data.Train.Count + data.Test.Count);
        Assert.Equal(songs.CountGenres().Max(genre => genre.Share), data.BaseRate);
        Assert.Equal([0, 1], Enumerable.Range(0, data.Test.Count).Select(song => data.Test[song].Label).Distinct().Order());
    }

    [Fact]
    public void All_genres_are_those_of_the_table_in_the_order_of_their_names()
    {
        using var folder = new TemporaryFolder();
        var written = SmallData.Write(folder.Path, rows: 200);
        File.WriteAllText(written.SongsPath, File.ReadAllText(written.SongsPath).Replace(",jazz,", ",blues,"));
        var all = PreparedData.Load(written, Options with { Genres = GenreChoice.All });
        Assert.Equal(["blues", "hip hop", "reggae", "rock"], all.Genres.Names);
        Assert.NotEqual(PreparedData.SharedBy(Options), PreparedData.SharedBy(Options with { Genres = GenreChoice.All }));
        Assert.StartsWith("Found genres given twice, as rock, reggae and as All by the option Genres", Assert.Throws<InputException>(
            () => PreparedData.Load(written, Options with { Genres = GenreChoice.All }, new GenreSet("rock", "reggae"))).Message);
    }

    [Fact]
    public void A_genre_missing_from_the_table_is_named() => Assert.Equal(
        "sample/songs.csv has no song of the genre 'polka': found hip hop, jazz, reggae, rock, expected rock, polka. To classify the genres that it has, choose --genres all on the command line or GenreChoice.All in a notebook.",
        Assert.Throws<InputException>(() => PreparedData.Load(DataFolder.Sample, Options, new GenreSet("rock", "polka"))).Message);

    [Fact]
    public void The_default_cache_is_the_repositorys_unless_the_variable_names_another()
    {
        InOwnCache(() =>
        {
            var named = Environment.GetEnvironmentVariable(SongTableCache.EnvironmentVariable);
            Assert.Equal(named, SongTableCache.Default.Folder);
            Environment.SetEnvironmentVariable(SongTableCache.EnvironmentVariable, null);
            Assert.Equal(Packaging.Repository.File("artifacts/cache"), SongTableCache.Default.Folder);
            return true;
        });
    }

    private static T InOwnCache<T>(Func<T> act)
    {
        var before = Environment.GetEnvironmentVariable(SongTableCache.EnvironmentVariable);
        using var folder = new TemporaryFolder();
        try
        {
            Environment.SetEnvironmentVariable(SongTableCache.EnvironmentVariable, folder.Path);
            return act();
        }
        finally
        {
            Environment.SetEnvironmentVariable(SongTableCache.EnvironmentVariable, before);
        }
    }

    private static string Run(ModelKind kind, PreparedData data)
    {
        return TrainingRun.Train(kind, data, Options).JsonWithoutTimes();
    }

    private static void AssertSame(SongDataset one, SongDataset other)
    {
        Assert.Equal((one.Count, one.MaxLength), (other.Count, other.MaxLength));
        for (var song = 0; song < one.Count; song++)
        {
            Assert.Equal(one[song].Ids, other[song].Ids);
            Assert.Equal(one[song].Features, other[song].Features);
            Assert.Equal(one[song].Label, other[song].Label);
            Assert.Equal(one.ReleaseYearOf(song), other.ReleaseYearOf(song));
        }
    }
}
