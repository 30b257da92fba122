using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public class GoldenTokensTests
{
    [Fact]
    public void Every_tricky_text_has_the_ids_of_Hugging_Face()
    {
        var tokenizer = LyricsTokenizer.Load(RealData.Folder());

        Assert.All(GoldenTokens.Read().Texts, text => Assert.Equal(text.Ids, tokenizer.Encode(text.Value)));
    }

    [Fact]
    public void Every_song_has_the_ids_of_Hugging_Face()
    {
        var folder = RealData.Folder();
        var golden = GoldenTokens.Read();
        var songs = MusicData.Load(folder).OfGenres(GenreSet.Blog);

        var ids = LyricsTokenizer.Load(folder).EncodeAll([.. songs.Select(song => song.Lyrics)]);

        var rows = songs.Index().ToDictionary(row => row.Item.Index, row => ids[row.Index]);
        Assert.All(golden.Songs, song =>
        {
            Assert.Equal(song.First, rows[song.Index][..song.First.Length]);
            Assert.Equal((song.Count, song.Sha256), (rows[song.Index].Length, Sha256([rows[song.Index]])));
        });
        Assert.Equal(golden.AllSongsOfTheFourGenres.Count, ids.Length);
        Assert.Equal(golden.AllSongsOfTheFourGenres.TotalIds, ids.Sum(song => song.Length));
        Assert.Equal(golden.AllSongsOfTheFourGenres.Sha256, Sha256(ids));
    }

    // The checksum of all ids as 32-bit little-endian integers, song by song.
    private static string Sha256(int[][] songs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var song in songs)
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>(song));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
