using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string WithFiles(string name, params string[] files)
    {
        var path = Directory.CreateDirectory(folder.File(name)).FullName;
        foreach (var file in files)
        {
            File.WriteAllText(Path.Combine(path, file), file);
        }
        return path;
    }

    private string Complete(string name) => WithFiles(name, DataFolder.SongsFile, DataFolder.VocabularyFile);

    [Fact]
    public void A_named_folder_comes_before_the_variable()
    {
        var found = DataFolder.Find(Complete("named"), Complete("variable"), folder.Path);
        Assert.Equal(folder.File("named"), found.FolderPath);
        Assert.Equal("Real songs: tcc_ceds_music.csv", found.Notice);
    }

    [Fact]
    public void The_variable_comes_before_the_repositorys_folder()
    {
        WithFiles("repository", "GenreNotebooks.sln");
        Complete("repository/data");
        var found = DataFolder.Find(null, Complete("variable"), folder.File("repository"));
        Assert.Equal(folder.File("variable"), found.FolderPath);
        Assert.Contains("GENRE_NOTEBOOKS_DATA", found.Reason);
    }

    [Fact]
    public void The_repositorys_folder_is_found_from_below()
    {
        WithFiles("repository", "GenreNotebooks.sln");
        var data = Complete("repository/data");
        Assert.Equal(data, DataFolder.Find(null, null, WithFiles("repository/notebooks/deep")).FolderPath);
    }

    [Fact]
    public void The_files_are_opened()
    {
        using var songs = new StreamReader(DataFolder.Find(Complete("named")).OpenSongs());
        using var vocabulary = new StreamReader(DataFolder.Find(Complete("named")).OpenVocabulary());
        Assert.Equal(("tcc_ceds_music.csv", "vocab.txt"), (songs.ReadToEnd(), vocabulary.ReadToEnd()));
    }

    [Fact]
    public void Without_any_data_the_sample_is_used_and_says_how_to_get_the_songs()
    {
        WithFiles("repository", "GenreNotebooks.sln");
        WithFiles("repository/data", DataFolder.SongsFile);
        var found = DataFolder.Find(null, null, folder.File("repository"));
        Assert.True(found.IsSample);
        Assert.Contains("SAMPLE DATA", found.Notice);
        Assert.Contains("dotnet run --project lib/GenreNotebooks.Cli -c Release -- data fetch", found.Notice);
        Assert.EndsWith("has no vocab.txt", found.Reason);
    }

    [Fact]
    public void A_named_folder_that_is_not_there_is_an_error()
    {
        var message = Assert.Throws<InputException>(() => DataFolder.Find(folder.File("none"), Complete("variable"), folder.Path)).Message;
        Assert.StartsWith($"The data folder {folder.File("none")} (this folder was requested) does not exist.", message);
        Assert.Contains(DataFolder.FetchCommand, message);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_and_a_file_in_the_place_of_the_folder_are_reported()
    {
        var path = WithFiles("half", DataFolder.VocabularyFile);
        Directory.CreateDirectory(Path.Combine(path, DataFolder.SongsFile));
        Assert.Contains("has no file tcc_ceds_music.csv (a folder has that name).", Assert.Throws<InputException>(() => DataFolder.Find(path)).Message);
        var file = Path.Combine(path, DataFolder.VocabularyFile);
        Assert.Contains("(this folder was requested) is a file.", Assert.Throws<InputException>(() => DataFolder.Find(file)).Message);
    }

    [Fact]
    public void A_variable_that_is_wrong_is_an_error_and_not_the_sample()
    {
        var path = WithFiles("half", DataFolder.SongsFile);
        var message = Assert.Throws<InputException>(() => DataFolder.Find(null, path, folder.Path)).Message;
        Assert.StartsWith($"The data folder {path} (the environment variable GENRE_NOTEBOOKS_DATA names it) has no vocab.txt.", message);
    }

    [Fact]
    public void A_file_that_vanished_is_an_error_with_its_path()
    {
        var found = DataFolder.Find(Complete("named"));
        File.Delete(found.SongsPath);
        var message = Assert.Throws<InputException>(() => MusicData.Load(found)).Message;
        Assert.StartsWith($"Cannot read {found.SongsPath}: ", message);
    }

    [Fact]
    public void The_embedded_sample_has_songs_of_the_posts_genres_that_divide_by_artist()
    {
        var songs = MusicData.Load(DataFolder.Sample);
        Assert.Equal(("sample", "sample/songs.csv", songs.Count), (songs.Origin.Kind, songs.Origin.Path, songs.Origin.Rows));
        Assert.Equal(GenreSet.Blog.Names, songs.CountGenres().Select(genre => genre.Genre));
        var split = Split.Create(songs, SplitKind.Artist);
        Assert.Empty(split.Train.Select(row => songs[row].Artist).Intersect(split.Test.Select(row => songs[row].Artist)));
        Assert.InRange((double)split.Test.Length / songs.Count, 0.19, 0.21);
    }
}
