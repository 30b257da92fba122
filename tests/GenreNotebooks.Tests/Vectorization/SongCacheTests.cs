using System.Buffers.Binary;
using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Data.Sampling;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public sealed class SongCacheTests : IDisposable
{
    // Where the count of the tokens' starts is: after checksum, mark and version, two checksums, two numbers.
    private const int Tokens = 32 + 8 + 65 + 65 + 8;

    private readonly TemporaryFolder folder = new();
    private readonly DataFolder data;
    private readonly SongCache cache;
    private readonly TokenizedSongs expected;
    private readonly string file;

    public SongCacheTests()
    {
        data = Write("data", seed: 0);
        cache = new(folder.File("cache"));
        var (songs, checksums) = TokenizedSongs.Read(data);
        (expected, file) = (songs, cache.PathOf(checksums));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Songs_are_the_same_tokenized_and_found_again()
    {
        AssertExpected(cache.Load(data).Songs);
        var written = File.ReadAllBytes(file);
        AssertExpected(cache.Load(data).Songs);
        Assert.Equal(written, File.ReadAllBytes(file));
        Assert.Equal([file], Directory.GetFiles(cache.Folder));
    }

    [Fact]
    public void What_is_kept_is_not_tokenized_again()
    {
        var (_, checksums) = cache.Load(data);
        var marked = expected with { ReleaseYears = [.. expected.ReleaseYears.Select(_ => 1900)] };
        using (var stream = File.Create(file))
        {
            TokenizedSongsFile.Write(stream, marked, checksums);
        }
        Assert.All(cache.Load(data).Songs.ReleaseYears, year => Assert.Equal(1900, year));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.0001)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.9999)]
    public void A_torn_file_is_as_good_as_none_and_is_replaced(double share) =>
        AssertReplaced(whole => whole[..(int)(whole.Length * share)]);

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    [InlineData(37)]
    [InlineData(200)]
    [InlineData(5_000)]
    [InlineData(-1)]
    public void A_flipped_bit_is_noticed(int place) => AssertReplaced(whole =>
    {
        whole[place < 0 ? whole.Length + place : place] ^= 4;
        return whole;
    });

    [Fact]
    public void Bytes_behind_the_end_are_noticed() => AssertReplaced(whole => [.. whole, 0]);

    [Theory]
    [InlineData(36, 0)] // the version, after checksum and mark
    [InlineData(36, 1)]
    [InlineData(32, 1)] // the mark
    public void A_file_of_another_format_is_replaced_though_its_checksum_is_right(int place, int value) => AssertReplaced(whole =>
    {
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(place), value);
        return Sealed(whole);
    });

    [Fact]
    public void A_file_of_something_else_is_replaced() => AssertReplaced(_ => Sealed([.. new byte[32], .. "not songs at all"u8]));

    [Fact]
    public void Columns_that_name_places_outside_are_refused_though_the_checksum_is_right()
    {
        var (_, checksums) = cache.Load(data);
        int[][] tokens = [.. Enumerable.Range(0, expected.Count).Select(song => expected.Tokens[song].ToArray())];
        float[][] features = [.. Enumerable.Range(0, expected.Count).Select(song => expected.Features[song].ToArray())];
        TokenizedSongs[] unsound =
        [
            expected with { Tokens = RaggedArray<int>.Of([.. tokens[..^1], [1, expected.VocabularySize]]) },
            expected with { Tokens = RaggedArray<int>.Of([.. tokens[..^1], [1, -1]]) },
            expected with { Tokens = RaggedArray<int>.Of([.. tokens[..^1], [1]]) },
            expected with { Tokens = RaggedArray<int>.Of([.. tokens, [1, 2]]) },
            expected with { Tokens = RaggedArray<int>.Of(tokens[..^1]) },
            expected with { VocabularySize = 0 },
            expected with { MaxLength = 10 },
            expected with { Features = RaggedArray<float>.Of(features[..^1]) },
            expected with { Features = RaggedArray<float>.Of([.. features[..^1], features[0][..^1]]) },
            expected with { ReleaseYears = expected.ReleaseYears[..^1] },
            expected with { Genres = expected.Genres with { Codes = Changed(expected.Genres.Codes, 3, expected.Genres.Categories.Length) } },
            expected with { Genres = expected.Genres with { Categories = [] } },
            expected with { Artists = expected.Artists with { Codes = Changed(expected.Artists.Codes, 3, -1) } },
            expected with { Artists = expected.Artists with { Codes = expected.Artists.Codes[..^1] } },
        ];
        Assert.All(unsound, songs =>
        {
            using var stream = new MemoryStream();
            TokenizedSongsFile.Write(stream, songs, checksums);
            stream.Position = 0;
            Assert.Null(TokenizedSongsFile.Read(stream, checksums));
        });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, -1)]
    [InlineData(5, int.MaxValue)]
    [InlineData(80, int.MaxValue)] // where the last one ends
    public void Rows_that_start_outside_are_refused_though_the_checksum_is_right(int row, int start) => AssertReplaced(whole =>
    {
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(Tokens + ((1 + row) * sizeof(int))), start);
        return Sealed(whole);
    });

    [Fact]
    public void A_count_beyond_the_file_reserves_no_memory() => AssertReplaced(whole =>
    {
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(Tokens), int.MaxValue);
        return Sealed(whole);
    });

    [Fact]
    public void Other_songs_or_another_vocabulary_are_another_file()
    {
        cache.Load(data);
        var (other, vocabulary) = (Write("other", seed: 1), Write("vocabulary", seed: 0));
        File.AppendAllText(vocabulary.VocabularyPath, "onemoreword\n");
        AssertSame(TokenizedSongs.Read(other).Songs.Tokens, cache.Load(other).Songs.Tokens);
        Assert.Equal(expected.VocabularySize + 1, cache.Load(vocabulary).Songs.VocabularySize);
        Assert.Equal(3, Directory.GetFiles(cache.Folder).Length);
        AssertExpected(cache.Load(data).Songs);
    }

    [Fact]
    public void A_file_under_the_name_of_other_songs_is_not_taken_for_theirs()
    {
        cache.Load(data);
        var other = Write("other", seed: 1);
        var (songs, checksums) = TokenizedSongs.Read(other);
        File.Copy(file, cache.PathOf(checksums));
        AssertSame(songs.Tokens, cache.Load(other).Songs.Tokens);
        AssertExpected(cache.Load(data).Songs);
    }

    [Theory]
    [InlineData("data/vocab.txt")] // a file is in the folder's place
    [InlineData("data/vocab.txt/below")]
    [InlineData("/proc/none")]
    public void A_place_that_cannot_be_written_costs_only_time(string place)
    {
        var unwritable = new SongCache(Path.Combine(folder.Path, place));
        AssertExpected(unwritable.Load(data).Songs);
        AssertExpected(unwritable.Load(data).Songs);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_costs_only_time()
    {
        Directory.CreateDirectory(file);
        AssertExpected(cache.Load(data).Songs);
        Assert.Empty(Directory.GetFiles(cache.Folder)); // no temporary file either
    }

    [Fact]
    public void Many_may_load_at_once()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => AssertExpected(cache.Load(data).Songs));
        Assert.Equal([file], Directory.GetFiles(cache.Folder));
        AssertExpected(cache.Load(data).Songs);
    }

    [Fact]
    public async Task Who_tokenizes_the_same_songs_just_now_is_waited_for_and_what_was_made_is_found()
    {
        var other = FileLock.Take(file);
        var loading = Task.Run(() => cache.Load(data));
        await Task.WhenAny(loading, Task.Delay(300));
        Assert.False(loading.IsCompleted);
        using (var stream = File.Create(file))
        {
            TokenizedSongsFile.Write(stream, expected with { ReleaseYears = [.. expected.ReleaseYears.Select(_ => 1900)] }, SongChecksums.Of(data));
        }
        other.Dispose();
        Assert.All((await loading).Songs.ReleaseYears, year => Assert.Equal(1900, year));
        Assert.Equal([file], Directory.GetFileSystemEntries(cache.Folder));
    }

    [Fact]
    public void Who_takes_too_long_is_not_waited_for()
    {
        using var other = FileLock.Take(file);
        AssertExpected(new SongCache(cache.Folder) { Patience = TimeSpan.FromMilliseconds(100) }.Load(data).Songs);
        Assert.True(File.Exists(file)); // kept all the same: whoever comes next finds it without waiting
    }

    [Fact]
    public void A_mistake_in_the_songs_is_told_and_nothing_is_kept()
    {
        File.AppendAllText(data.SongsPath, "one,line,too,short\n");
        Assert.Contains("line 82", Assert.Throws<InputException>(() => cache.Load(data)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(cache.Folder));
    }

    /// <summary>A file of an older build must not pass for one of this: if this fails, raise the version and take the new checksum.</summary>
    [Fact]
    public void What_a_version_holds_does_not_change()
    {
        string[] lyrics = ["I love reggae music!", "unaffable musics don't", "Café STRASSE ΣΊΣΥΦΟΣ 中国 $5 [MASK] İstanbul", new('a', 101)];
        var songs = SongText.Read(SongText.Table(lyrics.Select(text => SongText.Row("lyrics", text)))).Songs;
        using var stream = new MemoryStream();
        TokenizedSongsFile.Write(stream, TokenizedSongs.Tokenize(songs, SmallVocabulary.Tokenizer), new("songs", "vocabulary"));
        Assert.Equal((2, "1d32bbb7d5e42827"), (TokenizedSongsFile.Version, Convert.ToHexStringLower(stream.ToArray()[..8])));
    }

    private DataFolder Write(string name, int seed)
    {
        Directory.CreateDirectory(folder.File(name));
        SampleGenerator.WriteFile(Path.Combine(folder.File(name), DataFolder.SongsFile), 80, seed);
        SampleVocabulary.WriteFile(Path.Combine(folder.File(name), DataFolder.VocabularyFile));
        return DataFolder.Find(folder.File(name));
    }

    private void AssertReplaced(Func<byte[], byte[]> damage)
    {
        cache.Load(data);
        var whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, damage([.. whole]));
        AssertExpected(cache.Load(data).Songs);
        Assert.Equal(whole, File.ReadAllBytes(file));
    }

    private void AssertExpected(TokenizedSongs songs)
    {
        AssertSame(expected.Tokens, songs.Tokens);
        AssertSame(expected.Features, songs.Features);
        Assert.Equal(expected.ReleaseYears, songs.ReleaseYears);
        Assert.Equal((expected.MaxLength, expected.VocabularySize), (songs.MaxLength, songs.VocabularySize));
        AssertSame(expected.Genres, songs.Genres);
        AssertSame(expected.Artists, songs.Artists);
    }

    private static void AssertSame<T>(RaggedArray<T> expected, RaggedArray<T> actual) where T : unmanaged
    {
        Assert.Equal(expected.Starts, actual.Starts);
        Assert.Equal(expected.Blocks, actual.Blocks);
    }

    private static void AssertSame(Categorical one, Categorical other)
    {
        Assert.Equal(one.Categories, other.Categories);
        Assert.Equal(one.Codes, other.Codes);
    }

    private static int[] Changed(int[] values, int place, int value) => [.. values[..place], value, .. values[(place + 1)..]];

    private static byte[] Sealed(byte[] whole)
    {
        SHA256.HashData(whole.AsSpan(32)).CopyTo(whole, 0);
        return whole;
    }
}
