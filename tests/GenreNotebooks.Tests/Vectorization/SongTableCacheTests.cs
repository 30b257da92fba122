using GenreNotebooks.Files;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public sealed class SongTableCacheTests : SongTableCacheFixture
{
    [Fact]
    public void Songs_are_the_same_tokenized_and_found_again()
    {
        AssertExpected(Cache.Load(Data));
        var written = File.ReadAllBytes(CacheFile);
        AssertExpected(Cache.Load(Data));
        Assert.Equal(written, File.ReadAllBytes(CacheFile));
        Assert.Equal([CacheFile], Directory.GetFiles(Cache.Folder));
    }

    [Fact]
    public void Cached_songs_are_not_tokenized_again()
    {
        Cache.Load(Data);
        var marked = Expected with { ReleaseYears = [.. Expected.ReleaseYears.Select(_ => 1900)] };
        using (var stream = File.Create(CacheFile))
        {
            SongTableFile.Write(stream, marked, SongChecksums.Of(Data));
        }
        Assert.All(Cache.Load(Data).ReleaseYears, year => Assert.Equal(1900, year));
    }

    [Fact]
    public void Other_songs_or_another_vocabulary_are_another_file()
    {
        Cache.Load(Data);
        var (other, vocabulary) = (Write("other", seed: 1), Write("vocabulary"));
        File.AppendAllText(vocabulary.VocabularyPath, "onemoreword\n");
        AssertSame(SongTable.Read(other).Songs.Tokens, Cache.Load(other).Tokens);
        Assert.Equal(Expected.VocabularySize + 1, Cache.Load(vocabulary).VocabularySize);
        Assert.Equal(3, Directory.GetFiles(Cache.Folder).Length);
        AssertExpected(Cache.Load(Data));
    }

    [Fact]
    public void A_file_under_the_name_of_other_songs_is_not_taken_for_theirs()
    {
        Cache.Load(Data);
        var other = Write("other", seed: 1);
        var (songs, checksums) = SongTable.Read(other);
        File.Copy(CacheFile, Cache.PathOf(checksums));
        AssertSame(songs.Tokens, Cache.Load(other).Tokens);
        AssertExpected(Cache.Load(Data));
    }

    [Theory]
    [InlineData("data/vocab.txt")] // a file in place of the folder
    [InlineData("data/vocab.txt/below")]
    [InlineData("/proc/none")]
    public void A_place_that_cannot_be_written_costs_only_time(string place)
    {
        var unwritable = new SongTableCache(Path.Combine(FileOf(""), place));
        AssertExpected(unwritable.Load(Data));
        AssertExpected(unwritable.Load(Data));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_costs_only_time()
    {
        Directory.CreateDirectory(CacheFile);
        AssertExpected(Cache.Load(Data));
        Assert.Empty(Directory.GetFiles(Cache.Folder)); // no temporary file either
    }

    [Fact]
    public void Many_may_load_at_once()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => AssertExpected(Cache.Load(Data)));
        Assert.Equal([CacheFile], Directory.GetFiles(Cache.Folder));
        AssertExpected(Cache.Load(Data));
    }

    [Fact]
    public async Task Another_process_that_tokenizes_the_same_songs_is_waited_for_and_its_result_is_used()
    {
        var other = FileLock.Take(CacheFile);
        var loading = Task.Run(() => Cache.Load(Data));
        await Task.WhenAny(loading, Task.Delay(300));
        Assert.False(loading.IsCompleted);
        using (var stream = File.Create(CacheFile))
        {
            SongTableFile.Write(stream, Expected with { ReleaseYears = [.. Expected.ReleaseYears.Select(_ => 1900)] }, SongChecksums.Of(Data));
        }
        other.Dispose();
        Assert.All((await loading).ReleaseYears, year => Assert.Equal(1900, year));
        Assert.Equal([CacheFile], Directory.GetFileSystemEntries(Cache.Folder));
    }

    [Fact]
    public void Another_process_that_takes_too_long_is_not_waited_for()
    {
        using var other = FileLock.Take(CacheFile);
        AssertExpected(new SongTableCache(Cache.Folder) { Patience = TimeSpan.FromMilliseconds(100) }.Load(Data));
        Assert.True(File.Exists(CacheFile)); // cached anyway: the next process finds it without waiting
    }

    [Fact]
    public void An_error_in_the_songs_is_reported_and_nothing_is_cached()
    {
        File.AppendAllText(Data.SongsPath, "one,line,too,short\n");
        Assert.Contains("line 82", Assert.Throws<InputException>(() => Cache.Load(Data)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(Cache.Folder));
    }
}
