using System.Security.Cryptography;
using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>What tokenized songs follow from: the content of two files, each as its SHA-256 in 64 hexadecimal digits, lower case.</summary>
/// <param name="Songs">Of the table of songs.</param>
/// <param name="Vocabulary">Of the vocabulary.</param>
internal sealed record SongChecksums(string Songs, string Vocabulary)
{
    /// <summary>Reads both files of a folder.</summary>
    /// <exception cref="InputException">One cannot be read.</exception>
    public static SongChecksums Of(DataFolder folder)
    {
        using var songs = folder.OpenSongs();
        using var vocabulary = folder.OpenVocabulary();
        return new(Sha256(songs), Sha256(vocabulary));
    }

    private static string Sha256(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));
}
