using System.Security.Cryptography;
using System.Text;

namespace GenreNotebooks.Cli.Downloads;

/// <summary>The size and checksums that identify a file's content.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, 64 hexadecimal digits in lower case.</param>
/// <param name="GitBlob">Its id in git, 40 hexadecimal digits in lower case.</param>
internal sealed record FileIdentity(long Bytes, string Sha256, string GitBlob)
{
    /// <summary>Reads a file once and computes its identity.</summary>
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

    /// <summary>Reads a stream, whose length is known, from start to end.</summary>
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
