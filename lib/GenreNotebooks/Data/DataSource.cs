using System.Text.RegularExpressions;
using GenreNotebooks.Files;

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
public sealed partial record DataSource(
    string Name, Uri Address, string File, long Bytes, string Sha256, string GitBlob, string Licence, string Credit)
{
    /// <summary>
    /// The most that is received before it is sure to be something else: its identity in git may be that of a copy with
    /// other line ends, which is somewhat longer.
    /// </summary>
    internal long MostBytes => Bytes + (Bytes / 4);

    /// <summary>Whether a file has the content of this source, by either of its hashes.</summary>
    public bool Is(FileIdentity identity) =>
        (identity.Bytes == Bytes && identity.Sha256 == Sha256) || identity.GitBlob == GitBlob;

    /// <summary>The file's place in a folder.</summary>
    /// <exception cref="InputException">Its name would mean another folder, or no file, on one system or another.</exception>
    internal string PathIn(string folder) => PlainName().IsMatch(File) && !Reserved().IsMatch(File)
        ? Path.Combine(Path.GetFullPath(folder), File)
        : throw new InputException($"The file name '{File}' is refused: expected letters, digits, spaces, '.', '_' and '-', as in songs.csv, and no " +
            "name that a system or a download keeps for itself.");

    /// <summary>Where to download from: the published address, or the file below a mirror's folder.</summary>
    /// <exception cref="InputException">The address is neither https nor on this machine, unless http is allowed.</exception>
    internal Uri AddressAt(Uri? mirror, bool allowHttp)
    {
        if (!AddressRules.IsOfWeb(mirror ?? Address))
        {
            throw new InputException(mirror is null
                ? $"The address '{Address}' of {File} is none to download from: expected one such as https://example.org/{File}."
                : $"The mirror '{mirror}' is no folder to download from: expected an address such as https://example.org/data, which has {File}.");
        }
        if (!AddressRules.Allow(mirror ?? Address, allowHttp))
        {
            throw new InputException((mirror is null ? $"The address {Address} of {File}" : $"The mirror {mirror}") +
                " is not safe: expected https. Name another with --mirror URL, or allow http with --allow-http; what arrives is checked all the same.");
        }
        return mirror is null ? Address : Below(mirror);
    }

    private Uri Below(Uri mirror)
    {
        var address = new UriBuilder(mirror) { Fragment = "" };
        address.Path = $"{address.Path.TrimEnd('/')}/{Uri.EscapeDataString(File)}";
        return address.Uri;
    }

    [GeneratedRegex(@"^\w([\w .-]{0,98}\w)?\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^(con|prn|aux|nul|com\d|lpt\d)(\.|\z)|\.(part|lock|tmp)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
