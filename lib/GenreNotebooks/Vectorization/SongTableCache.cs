using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// A disk cache of tokenized songs: one file for each pair of song and vocabulary contents. The folder may be deleted at any time. Unreadable files
/// are rebuilt; if the folder is not writable, nothing is cached.
/// </summary>
/// <param name="folder">The folder, created when the first table is cached.</param>
internal sealed class SongTableCache(string folder)
{
    /// <summary>An environment variable that can name the folder of <see cref="Default"/>.</summary>
    public const string EnvironmentVariable = "GENRE_NOTEBOOKS_CACHE";

    /// <summary>
    /// The cache in the folder named by the environment variable <c>GENRE_NOTEBOOKS_CACHE</c>; else in <c>artifacts/cache</c> of the repository
    /// that contains the working directory; else, outside a repository or if that is read-only, in the user's local application data.
    /// </summary>
    public static SongTableCache Default => new(ArtifactFolder.Find(EnvironmentVariable, "cache"));

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>How long to wait for another process that is tokenizing the same songs.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The cache file for songs with these checksums.</summary>
    public string PathOf(SongChecksums checksums) =>
        Path.Combine(folder, $"songs-{checksums.Songs[..16]}-{checksums.Vocabulary[..16]}.bin");

    /// <summary>The songs in a data folder, read from the cache or tokenized and cached.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="cancellation">Stops waiting, or stops before the next song; nothing is cached then.</param>
    /// <exception cref="InputException">A file in the data folder is missing or invalid.</exception>
    public SongTable Load(DataFolder data, CancellationToken cancellation = default)
    {
        var checksums = SongChecksums.Of(data);
        var songs = Find(checksums);
        if (songs is null)
        {
            using var turn = Take(checksums, cancellation);
            songs = Find(checksums); // another process may have cached them in the meantime
            if (songs is null)
            {
                (songs, checksums) = SongTable.Read(data, cancellation);
                Keep(songs, checksums);
            }
        }
        return songs with { Origin = new(data.Kind, data.SongsPath, songs.Count, checksums.Songs), VocabularySha256 = checksums.Vocabulary };
    }

    /// <summary>Takes the lock on the cache file; null if another process holds it for too long or the folder is not writable.</summary>
    private FileLock? Take(SongChecksums checksums, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return FileLock.Take(PathOf(checksums), cancellation: patience.Token);
        }
        catch (Exception exception) when (exception is InputException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private SongTable? Find(SongChecksums checksums)
    {
        try
        {
            using var stream = File.OpenRead(PathOf(checksums));
            return SongTableFile.Read(stream, checksums);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Keep(SongTable songs, SongChecksums checksums)
    {
        try
        {
            AtomicFile.Write(PathOf(checksums), stream => SongTableFile.Write(stream, songs, checksums));
        }
        catch (Exception exception) when (exception is InputException or IOException or UnauthorizedAccessException)
        {
            // A full disk or a read-only folder: the songs are usable, but not cached.
        }
    }
}

/// <summary>The SHA-256 of the two files that tokenized songs are made from, 64 lower-case hexadecimal digits each.</summary>
/// <param name="Songs">The checksum of the songs.</param>
/// <param name="Vocabulary">The checksum of the vocabulary.</param>
internal sealed record SongChecksums(string Songs, string Vocabulary)
{
    /// <summary>Computes the checksums of both files in a folder.</summary>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public static SongChecksums Of(DataFolder folder)
    {
        using var songs = folder.OpenSongs();
        using var vocabulary = folder.OpenVocabulary();
        return new(Sha256(songs), Sha256(vocabulary));
    }

    private static string Sha256(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));
}
