using GenreNotebooks.Data;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

/// <summary>A data folder with a few songs, a cache, and the songs expected from it.</summary>
public abstract class SongTableCacheFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();

    protected SongTableCacheFixture()
    {
        Data = Write("data");
        Cache = new(FileOf("cache"));
        var (songs, checksums) = SongTable.Read(Data);
        (Expected, CacheFile) = (songs, Cache.PathOf(checksums));
    }

    internal DataFolder Data { get; }

    internal SongTableCache Cache { get; }

    internal SongTable Expected { get; }

    /// <summary>The cache file of the songs.</summary>
    internal string CacheFile { get; }

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    internal string FileOf(string name) => folder.File(name);

    internal DataFolder Write(string name, int seed = 0) => SmallData.Write(FileOf(name), 80, seed);

    internal void AssertExpected(SongTable songs)
    {
        AssertSame(Expected.Tokens, songs.Tokens);
        AssertSame(Expected.Features, songs.Features);
        Assert.Equal(Expected.ReleaseYears, songs.ReleaseYears);
        Assert.Equal((Expected.MaxLength, Expected.VocabularySize), (songs.MaxLength, songs.VocabularySize));
        AssertSame(Expected.Genres, songs.Genres);
        AssertSame(Expected.Artists, songs.Artists);
        AssertSame(Expected.Titles, songs.Titles);
    }

    internal static void AssertSame<T>(RaggedArray<T> expected, RaggedArray<T> actual) where T : unmanaged
    {
        Assert.Equal(expected.Starts, actual.Starts);
        Assert.Equal(expected.Blocks, actual.Blocks);
    }

    private static void AssertSame(Categorical one, Categorical other)
    {
        Assert.Equal(one.Categories, other.Categories);
        Assert.Equal(one.Codes, other.Codes);
    }
}
