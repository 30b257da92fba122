using GenreNotebooks.Benchmarks;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Benchmarks;

public class GeneratedSongsTests
{
    [Fact]
    public void The_files_are_there_until_the_end_and_then_are_removed()
    {
        var songs = new GeneratedSongs(20);
        var folder = songs.Folder;
        Assert.Equal(20, MusicData.Load(folder).Count);
        songs.Dispose();
        Assert.False(Directory.Exists(folder.FolderPath));
    }
}
