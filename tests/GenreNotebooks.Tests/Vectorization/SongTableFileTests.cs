using System.Buffers.Binary;
using System.Security.Cryptography;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

/// <summary>Files of tokenized songs that have changed since they were written.</summary>
public sealed class SongTableFileTests : SongTableCacheFixture
{
    // The position of the number of token starts: after the checksum, the magic number, the version, two checksums and two numbers.
    private const int Tokens = 32 + 8 + 65 + 65 + 8;

    [Theory]
    [InlineData(0)]
    [InlineData(0.0001)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.9999)]
    public void A_truncated_file_is_replaced(double share) =>
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
    [InlineData(36, 0)] // the version, after the checksum and the magic number
    [InlineData(36, 1)]
    [InlineData(32, 1)] // the magic number
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
        Cache.Load(Data);
        var checksums = SongChecksums.Of(Data);
        int[][] tokens = [.. Enumerable.Range(0, Expected.Count).Select(song => Expected.Tokens[song].ToArray())];
        float[][] features = [.. Enumerable.Range(0, Expected.Count).Select(song => Expected.Features[song].ToArray())];
        int[][] titles = [.. Enumerable.Range(0, Expected.Count).Select(song => Expected.Titles[song].ToArray())];
        SongTable[] unsound =
        [
            Expected with { Tokens = RaggedArray<int>.Of([.. tokens[..^1], [1, Expected.VocabularySize]]) },
            Expected with { Tokens = RaggedArray<int>.Of([.. tokens[..^1], [1, -1]]) },
            Expected with { Tokens = RaggedArray<int>.Of([.. tokens[..^1], [1]]) },
            Expected with { Tokens = RaggedArray<int>.Of([.. tokens, [1, 2]]) },
            Expected with { Tokens = RaggedArray<int>.Of(tokens[..^1]) },
            Expected with { VocabularySize = 0 },
            Expected with { MaxLength = 10 },
            Expected with { Features = RaggedArray<float>.Of(features[..^1]) },
            Expected with { Features = RaggedArray<float>.Of([.. features[..^1], features[0][..^1]]) },
            Expected with { ReleaseYears = Expected.ReleaseYears[..^1] },
            Expected with { Genres = Expected.Genres with { Codes = Changed(Expected.Genres.Codes, 3, Expected.Genres.Categories.Length) } },
            Expected with { Genres = Expected.Genres with { Categories = [] } },
            Expected with { Artists = Expected.Artists with { Codes = Changed(Expected.Artists.Codes, 3, -1) } },
            Expected with { Artists = Expected.Artists with { Codes = Expected.Artists.Codes[..^1] } },
            Expected with { Titles = RaggedArray<int>.Of([.. titles[..^1], [Expected.VocabularySize]]) },
            Expected with { Titles = RaggedArray<int>.Of([.. titles[..^1], [-1]]) },
            Expected with { Titles = RaggedArray<int>.Of(titles[..^1]) },
        ];
        Assert.All(unsound, songs =>
        {
            using var stream = new MemoryStream();
            SongTableFile.Write(stream, songs, checksums);
            stream.Position = 0;
            Assert.Null(SongTableFile.Read(stream, checksums));
        });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, -1)]
    [InlineData(5, int.MaxValue)]
    [InlineData(80, int.MaxValue)] // the end of the last row
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

    /// <summary>A file from an older build must not be mistaken for a current one: if this fails, increase the version and update the checksum.</summary>
    [Fact]
    public void The_content_of_a_version_does_not_change()
    {
        string[] lyrics = ["I love reggae music!", "unaffable musics don't", "Café STRASSE ΣΊΣΥΦΟΣ 中国 $5 [MASK] İstanbul", new('a', 101)];
        var songs = SongText.Read(SongText.Table(lyrics.Select(text => SongText.Row("lyrics", text))));
        using var stream = new MemoryStream();
        SongTableFile.Write(stream, SongTable.Tokenize(songs, SmallVocabulary.Tokenizer), new("songs", "vocabulary"));
        Assert.Equal((3, "faada32d9539f4ed"), (SongTableFile.Version, Convert.ToHexStringLower(stream.ToArray()[..8])));
    }

    private void AssertReplaced(Func<byte[], byte[]> damage)
    {
        Cache.Load(Data);
        var whole = File.ReadAllBytes(CacheFile);
        File.WriteAllBytes(CacheFile, damage([.. whole]));
        AssertExpected(Cache.Load(Data));
        Assert.Equal(whole, File.ReadAllBytes(CacheFile));
    }

    private static int[] Changed(int[] values, int place, int value) => [.. values[..place], value, .. values[(place + 1)..]];

    private static byte[] Sealed(byte[] whole)
    {
        SHA256.HashData(whole.AsSpan(32)).CopyTo(whole, 0);
        return whole;
    }
}
