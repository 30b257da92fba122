using System.Text.Json;
using static System.FormattableString;

namespace GenreNotebooks.Data;

/// <summary>The two files of the real data, as data/sources.json describes them, and the one call that downloads them.</summary>
public static class DataSources
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The songs, then the vocabulary.</summary>
    public static IReadOnlyList<DataSource> All { get; } = ReadSources();

    /// <summary>The table of 28,372 songs.</summary>
    public static DataSource Songs => All.Single(source => source.File == DataFolder.SongsFile);

    /// <summary>The WordPiece vocabulary of bert-base-uncased, 30,522 lines.</summary>
    public static DataSource Vocabulary => All.Single(source => source.File == DataFolder.VocabularyFile);

    /// <summary>
    /// Downloads songs and vocabulary into a folder, created if need be. Nothing else in the library downloads. A file
    /// grows beside its place as <c>FILE.part</c>, which a later call resumes, and takes its place only when it is whole.
    /// </summary>
    /// <returns>The files, in the order of <see cref="FetchOptions.Sources"/>.</returns>
    /// <exception cref="InputException">A file cannot be had, is not what was expected, or would replace another one.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was received is kept for resuming.</exception>
    public static async Task<IReadOnlyList<FetchedFile>> FetchAsync(
        string folder, FetchOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new FetchOptions();
        var files = options.Sources.Select(source => (Source: source, Address: source.AddressAt(options.Mirror))).ToList();
        var fetched = new List<FetchedFile>();
        foreach (var (source, address) in files)
        {
            var path = Path.Combine(Path.GetFullPath(folder), source.File);
            var isThere = !options.Force && IsThere(source, path);
            if (!isThere)
            {
                await new Download(source, address, path, options).RunAsync(cancellation).ConfigureAwait(false);
            }
            fetched.Add(new FetchedFile(source, path, isThere));
        }
        return fetched;
    }

    private static bool IsThere(DataSource source, string path) => File.Exists(path) && (source.Is(FileIdentity.Of(path))
        ? true
        : throw new InputException(Invariant($"{path} is there, but is not the published file of {source.Bytes:N0} bytes. ") +
            "It is left as it is: move it away, or say --force to replace it."));

    private static List<DataSource> ReadSources()
    {
        using var stream = typeof(DataSources).Assembly.GetManifestResourceStream("sources.json")!;
        return JsonSerializer.Deserialize<List<DataSource>>(stream, Json)!;
    }
}
