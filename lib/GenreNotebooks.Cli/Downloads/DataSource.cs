using System.Text.Json;
using System.Text.RegularExpressions;
using GenreNotebooks.Data;

namespace GenreNotebooks.Cli.Downloads;

/// <summary>A file of the real data: where it is published, how to recognize it, whom to credit (data/sources.json).</summary>
/// <param name="Name">Its role: <c>songs</c> or <c>vocabulary</c>.</param>
/// <param name="Address">Where it is published; https, or on this machine.</param>
/// <param name="File">Its name in a data folder.</param>
/// <param name="Bytes">The size of the copy that <paramref name="Sha256"/> describes.</param>
/// <param name="Sha256">SHA-256 of the content, 64 hexadecimal digits in lower case.</param>
/// <param name="GitBlob">The content's id in git: SHA-1 of <c>blob SIZE\0</c> and the content. Either identity is enough.</param>
/// <param name="Licence">The licence of the content.</param>
/// <param name="Credit">The authors and where they published it.</param>
internal sealed partial record DataSource(
    string Name, Uri Address, string File, long Bytes, string Sha256, string GitBlob, string Licence, string Credit)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The published files: the songs, then the vocabulary.</summary>
    public static IReadOnlyList<DataSource> All { get; } = ReadPublished();

    /// <summary>The table of 28,372 songs.</summary>
    public static DataSource Songs => All.Single(source => source.File == DataFolder.SongsFile);

    /// <summary>The WordPiece vocabulary of bert-base-uncased, 30,522 lines.</summary>
    public static DataSource Vocabulary => All.Single(source => source.File == DataFolder.VocabularyFile);

    /// <summary>
    /// The largest download that may still be this file: its identity in git may belong to a copy with other line ends,
    /// which is somewhat longer.
    /// </summary>
    public long MostBytes => Bytes + (Bytes / 4);

    /// <summary>Whether a file has the content of this source, by either identity.</summary>
    public bool Is(FileIdentity identity) =>
        (identity.Bytes == Bytes && identity.Sha256 == Sha256) || identity.GitBlob == GitBlob;

    /// <summary>The file's path in a folder.</summary>
    /// <exception cref="InputException">Its name means another folder, or no file, on some system.</exception>
    public string PathIn(string folder) => PlainName().IsMatch(File) && !Reserved().IsMatch(File)
        ? Path.Combine(Path.GetFullPath(folder), File)
        : throw new InputException($"The file name '{File}' is refused: expected letters, digits, spaces, '.', '_' and '-', as in songs.csv, and no " +
            "name that a system or a download keeps for itself.");

    /// <summary>The address to download from: the published one, or the file below a mirror's folder.</summary>
    /// <exception cref="InputException">The address is neither https nor on this machine, unless http is allowed.</exception>
    public Uri AddressAt(Uri? mirror, bool allowHttp)
    {
        if (!AddressRules.IsOfWeb(mirror ?? Address))
        {
            throw new InputException(mirror is null
                ? $"The address '{Address}' of {File} is not a download address: expected one such as https://example.org/{File}."
                : $"The mirror '{mirror}' is not a folder to download from: expected an address such as https://example.org/data, which has {File}.");
        }
        if (!AddressRules.Allow(mirror ?? Address, allowHttp))
        {
            throw new InputException((mirror is null ? $"The address {Address} of {File}" : $"The mirror {mirror}") +
                " is not safe: expected https. Name another with --mirror URL, or allow http with --allow-http; the checksum is checked either way.");
        }
        return mirror is null ? Address : Below(mirror);
    }

    /// <summary>Reads a list of files to download, in the form of data/sources.json.</summary>
    /// <exception cref="InputException">It cannot be read, or has another form.</exception>
    public static IReadOnlyList<DataSource> ReadList(string path)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            return Read(stream) is { Count: > 0 } sources && sources.TrueForAll(source => source?.Bytes > 0) ? sources
                : throw new InputException($"{path}: expected a list in the form of data/sources.json, of files of 1 byte or more.");
        }
        catch (JsonException exception)
        {
            throw new InputException($"{path}: expected a list in the form of data/sources.json ({exception.Message})", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message})", exception);
        }
    }

    private static List<DataSource> ReadPublished()
    {
        using var stream = typeof(DataSource).Assembly.GetManifestResourceStream("sources.json")!;
        return Read(stream)!;
    }

    private static List<DataSource>? Read(Stream stream) => JsonSerializer.Deserialize<List<DataSource>>(stream, Json);

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
