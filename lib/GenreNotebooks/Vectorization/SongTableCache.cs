using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// Tables of tokenized songs in a folder, one file for each content of songs and vocabulary. It may be deleted at any time. Unreadable files
/// are rebuilt, and where nothing can be written, nothing is kept.
/// </summary>
/// <param name="folder">The folder, created when the first table is kept.</param>
internal sealed class SongTableCache(string folder)
{
    /// <summary>The environment variable that may name the folder of <see cref="Default"/>.</summary>
    public const string EnvironmentVariable = "GENRE_NOTEBOOKS_CACHE";

    /// <summary>
    /// The cache in the folder that the environment variable <c>GENRE_NOTEBOOKS_CACHE</c> names; without it, of the repository around
    /// the working directory (<c>artifacts/cache</c>); outside one, or where that is read-only, of the user.
    /// </summary>
    public static SongTableCache Default => new(ArtifactFolder.Find(EnvironmentVariable, "cache"));

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>How long to wait for another process that tokenizes the same songs.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The file of such songs.</summary>
    public string PathOf(SongChecksums checksums) =>
        Path.Combine(folder, $"songs-{checksums.Songs[..16]}-{checksums.Vocabulary[..16]}.bin");

    /// <summary>The songs of a data folder, from the cache or tokenized now and kept.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="cancellation">Ends the wait, and the work before the next song; nothing is kept then.</param>
    /// <exception cref="InputException">A file of the data folder is missing, or not what was expected.</exception>
    public SongTable Load(DataFolder data, CancellationToken cancellation = default)
    {
        var checksums = SongChecksums.Of(data);
        var songs = Find(checksums);
        if (songs is null)
        {
            using var turn = Take(checksums, cancellation);
            songs = Find(checksums); // another process may have made them meanwhile
            if (songs is null)
            {
                (songs, checksums) = SongTable.Read(data, cancellation);
                Keep(songs, checksums);
            }
        }
        return songs with { Origin = new(data.Kind, data.SongsPath, songs.Count, checksums.Songs), VocabularySha256 = checksums.Vocabulary };
    }

    /// <summary>The lock on such songs, once no other process makes them; null if that takes too long or nothing can be kept.</summary>
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
            // A full disk, a read-only place: the songs are there, but not for the next time.
        }
    }
}

/// <summary>The contents that tokenized songs are made from, each as its SHA-256 in 64 hexadecimal digits, lower case.</summary>
/// <param name="Songs">The file of songs.</param>
/// <param name="Vocabulary">The vocabulary.</param>
internal sealed record SongChecksums(string Songs, string Vocabulary)
{
    /// <summary>Reads both files of a folder.</summary>
    /// <exception cref="InputException">One cannot be read.</exception>
    public static SongChecksums Of(DataFolder folder)
    {
        using var songs = folder.OpenSongs();
        using var vocabulary = folder.OpenVocabulary();
        return new(Sha256(songs), Sha256(vocabulary));
    }

    private static string Sha256(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));
}
