using System.Security.Cryptography;

namespace GenreNotebooks.Data;

/// <summary>Passes a stream on and takes the SHA-256 of what went through.</summary>
internal sealed class HashingStream(Stream inner) : PassingStream(inner)
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The SHA-256 of all that was read, in lower-case hexadecimal digits.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    protected override void Look(ReadOnlySpan<byte> read) => hash.AppendData(read);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }
        base.Dispose(disposing);
    }
}
