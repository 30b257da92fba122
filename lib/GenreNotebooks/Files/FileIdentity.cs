using System.Security.Cryptography;
using System.Text;

namespace GenreNotebooks.Files;

/// <summary>The size and hashes of a file.</summary>
/// <param name="Bytes">The size in bytes.</param>
/// <param name="Sha256">The SHA-256, 64 hexadecimal digits in lower case.</param>
/// <param name="GitBlob">The id of the content in git, 40 hexadecimal digits in lower case.</param>
public sealed record FileIdentity(long Bytes, string Sha256, string GitBlob)
{
    /// <summary>Reads a file once and hashes it.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static FileIdentity Of(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Of(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot read {path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a stream from start to end and hashes it; its length must be known.</summary>
    public static FileIdentity Of(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var gitBlob = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        gitBlob.AppendData(Encoding.ASCII.GetBytes($"blob {stream.Length}\0"));
        var buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            sha256.AppendData(buffer, 0, count);
            gitBlob.AppendData(buffer, 0, count);
        }
        return new FileIdentity(stream.Length, Hex(sha256), Hex(gitBlob));
    }

    private static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetCurrentHash());
}
