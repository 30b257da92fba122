using System.Text.Json;
using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Data;

/// <summary>The two files of the real data, as data/sources.json describes them, and the one call that downloads them.</summary>
public static class DataSources
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

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
        using var stop = NotebookEngine.Linked(cancellation);
        options ??= new FetchOptions();
        var files = options.Sources
            .Select(source => (Source: source, Path: source.PathIn(folder), Address: source.AddressAt(options.Mirror, options.AllowHttp))).ToList();
        var fetched = new List<FetchedFile>();
        foreach (var (source, path, address) in files)
        {
            var isThere = !options.Force && IsThere(source, path);
            fetched.Add(new FetchedFile(source, path, isThere || !await DownloadAsync(source, address, path, options, stop.Token).ConfigureAwait(false)));
        }
        return fetched;
    }

    /// <summary>Downloads a file, unless another process does so just now: then waits for that, and finds it.</summary>
    /// <returns>Whether it was downloaded here.</returns>
    private static async Task<bool> DownloadAsync(
        DataSource source, Uri address, string path, FetchOptions options, CancellationToken cancellation)
    {
        using var place = await Task.Run(() => Take(path, options.OnWait, cancellation), CancellationToken.None).ConfigureAwait(false);
        if (!options.Force && IsThere(source, path))
        {
            return false;
        }
        await new Download(source, address, path, options).RunAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    private static FileLock Take(string path, Action<string>? onWait, CancellationToken cancellation)
    {
        try
        {
            return FileLock.Take(path, onWait, cancellation);
        }
        catch (InputException exception)
        {
            throw new InputException($"{exception.Message}. Name another folder with --out DIR.", exception);
        }
    }

    private static bool IsThere(DataSource source, string path) => File.Exists(path) && (source.Is(FileIdentity.Of(path))
        ? true
        : throw new InputException(Invariant($"{path} is there, but is not the published file of {source.Bytes:N0} bytes. ") +
            "It is left as it is: move it away, or say --force to replace it."));

    /// <summary>Reads what files to fetch from a file in the form of data/sources.json.</summary>
    /// <exception cref="InputException">It cannot be read, or is not of that form.</exception>
    public static IReadOnlyList<DataSource> Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
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

    private static List<DataSource> ReadSources()
    {
        using var stream = typeof(DataSources).Assembly.GetManifestResourceStream("sources.json")!;
        return Read(stream)!;
    }

    private static List<DataSource>? Read(Stream stream) => JsonSerializer.Deserialize<List<DataSource>>(stream, Json);
}
