namespace GenreNotebooks.Data;

/// <summary>A file of the real data: where it is published, how to know it, whom to credit (data/sources.json).</summary>
/// <param name="Name">What it is: <c>songs</c> or <c>vocabulary</c>.</param>
/// <param name="Address">Where it is published; https, or on this machine.</param>
/// <param name="File">Its name in a data folder.</param>
/// <param name="Bytes">The size of the copy that <paramref name="Sha256"/> is of.</param>
/// <param name="Sha256">SHA-256 of the content, 64 hexadecimal digits in lower case.</param>
/// <param name="GitBlob">The content's id in git: SHA-1 of <c>blob SIZE\0</c> and the content. Either identity will do.</param>
/// <param name="Licence">The licence of the content.</param>
/// <param name="Credit">The authors and where they published it.</param>
public sealed record DataSource(
    string Name, Uri Address, string File, long Bytes, string Sha256, string GitBlob, string Licence, string Credit)
{
    /// <summary>Whether a file's content is that of this source, by one identity or the other.</summary>
    internal bool Is(FileIdentity identity) =>
        (identity.Bytes == Bytes && identity.Sha256 == Sha256) || identity.GitBlob == GitBlob;

    /// <summary>Where to download from: the published address, or the file below a mirror's folder.</summary>
    /// <exception cref="InputException">The address is neither https nor on this machine, or the mirror's not http(s).</exception>
    internal Uri AddressAt(Uri? mirror)
    {
        if (mirror is null)
        {
            return Address.Scheme == Uri.UriSchemeHttps || Address.IsLoopback ? Address : throw new InputException(
                $"The address {Address} of {File} is not safe: expected https. Name another with --mirror URL.");
        }
        return mirror.IsAbsoluteUri && (mirror.Scheme == Uri.UriSchemeHttps || mirror.Scheme == Uri.UriSchemeHttp)
            ? new Uri(mirror.AbsoluteUri.TrimEnd('/') + "/" + File)
            : throw new InputException($"The mirror '{mirror}' is no folder to download from: " +
                $"expected an address such as https://example.org/data, which has {File}.");
    }
}
