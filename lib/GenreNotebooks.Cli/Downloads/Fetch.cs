using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Downloads;

/// <summary>How to fetch the real data; the defaults get songs and vocabulary from where they are published.</summary>
internal sealed record FetchOptions
{
    /// <summary>A folder's address with copies of the files; null for the published addresses.</summary>
    public Uri? Mirror { get; init; }

    /// <summary>Download and replace files that exist.</summary>
    public bool Force { get; init; }

    /// <summary>Allow http URLs for other machines, and redirects to them. Default: https only.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Called after each piece that arrives.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Called with a sentence before each wait: for another process, or for the next try after one that failed.</summary>
    public Action<string>? OnWait { get; init; }

    /// <summary>How long a server may send nothing; 60 seconds by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The files to fetch.</summary>
    public IReadOnlyList<DataSource> Sources { get; init; } = DataSource.All;

    /// <summary>The most tries in a row that get no further.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>Randomize the waits between tries, so that many machines do not come back at once.</summary>
    public bool Jitter { get; init; } = true;

    /// <summary>The clock that the waits between tries use.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>The progress of a download.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Received">The bytes received, including those of earlier tries.</param>
/// <param name="Total">The bytes of the whole file: as the server says, else as expected.</param>
internal readonly record struct DownloadProgress(string File, long Received, long Total);

/// <summary>A checked file of the real data in its place.</summary>
/// <param name="Source">Which file.</param>
/// <param name="Path">Where it is.</param>
/// <param name="WasThere">Whether it existed already, so that nothing was downloaded.</param>
internal sealed record FetchedFile(DataSource Source, string Path, bool WasThere);

/// <summary>Puts the files of the real data into a folder; nothing else in the project downloads.</summary>
internal static class Fetch
{
    /// <summary>
    /// Downloads the files that are missing into a folder, which is created if needed. A file grows beside its place as
    /// <c>FILE.part</c>, which a later call resumes, and takes its place only when it is whole.
    /// </summary>
    /// <returns>The files, in the order of <see cref="FetchOptions.Sources"/>.</returns>
    /// <exception cref="InputException">A file cannot be downloaded, is not the published one, or would replace another one.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the bytes received so far are kept for resuming.</exception>
    public static async Task<IReadOnlyList<FetchedFile>> RunAsync(string folder, FetchOptions options, CancellationToken cancellation)
    {
        var files = options.Sources
            .Select(source => (Source: source, Path: source.PathIn(folder), Address: source.AddressAt(options.Mirror, options.AllowHttp))).ToList();
        var fetched = new List<FetchedFile>();
        foreach (var (source, path, address) in files)
        {
            var isThere = !options.Force && IsThere(source, path);
            fetched.Add(new FetchedFile(source, path, isThere || !await DownloadAsync(source, address, path, options, cancellation)));
        }
        return fetched;
    }

    /// <summary>Downloads a file, or waits for another process that is downloading it.</summary>
    /// <returns>Whether it was downloaded here.</returns>
    private static async Task<bool> DownloadAsync(
        DataSource source, Uri address, string path, FetchOptions options, CancellationToken cancellation)
    {
        using var place = await Task.Run(() => Take(path, options.OnWait, cancellation), CancellationToken.None);
        if (!options.Force && IsThere(source, path))
        {
            return false;
        }
        await new Download(source, address, path, options).RunAsync(cancellation);
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
        : throw new InputException(Invariant($"{path} exists, but is not the published file of {source.Bytes:N0} bytes. ") +
            "It is left as it is: move it away, or replace it with --force."));
}
