using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// Tokenized songs in a folder, one file for each content of table and vocabulary. It may be deleted at any time, and no
/// trouble with it reaches anybody: what cannot be read is made anew, what cannot be written is made again the next time.
/// </summary>
/// <param name="folder">The folder; it is made when the first songs are kept.</param>
internal sealed class SongCache(string folder)
{
    /// <summary>The environment variable that may name the folder of <see cref="Default"/>.</summary>
    public const string EnvironmentVariable = "GENRE_NOTEBOOKS_CACHE";

    /// <summary>
    /// The cache in the folder that the environment variable <c>GENRE_NOTEBOOKS_CACHE</c> names; without it, of the repository that
    /// the working directory is in (<c>artifacts/cache</c>); outside one, or where that is for reading only, of the user.
    /// </summary>
    public static SongCache Default => new(ArtifactFolder.Find(EnvironmentVariable, "cache"));

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>How long another process is waited for that tokenizes the same songs.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The file that such songs are kept in.</summary>
    public string PathOf(SongChecksums checksums) =>
        Path.Combine(folder, $"songs-{checksums.Songs[..16]}-{checksums.Vocabulary[..16]}.bin");

    /// <summary>The songs of a data folder as they were tokenized before, or tokenized now and kept.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="cancellation">Ends the waiting and the work before the next song; nothing is kept then.</param>
    /// <exception cref="InputException">A file of the data folder is missing or does not fit.</exception>
    public (TokenizedSongs Songs, SongChecksums Checksums) Load(DataFolder data, CancellationToken cancellation = default)
    {
        var checksums = SongChecksums.Of(data);
        if (Find(checksums) is { } found)
        {
            return (found, checksums);
        }
        using var turn = Take(checksums, cancellation);
        if (turn is not null && Find(checksums) is { } made)
        {
            return (made, checksums);
        }
        var read = TokenizedSongs.Read(data, cancellation);
        Keep(read.Songs, read.Checksums);
        return read;
    }

    /// <summary>The place of such songs once no other process makes them; null where that takes too long or nothing can be kept.</summary>
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

    private TokenizedSongs? Find(SongChecksums checksums)
    {
        try
        {
            using var stream = File.OpenRead(PathOf(checksums));
            return TokenizedSongsFile.Read(stream, checksums);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Keep(TokenizedSongs songs, SongChecksums checksums)
    {
        try
        {
            AtomicFile.Write(PathOf(checksums), stream => TokenizedSongsFile.Write(stream, songs, checksums));
        }
        catch (Exception exception) when (exception is InputException or IOException or UnauthorizedAccessException)
        {
            // A full disk, a place for reading only: the songs are there, only not for the next time.
        }
    }
}

/// <summary>What tokenized songs follow from: the content of two files, each as its SHA-256 in 64 hexadecimal digits, lower case.</summary>
/// <param name="Songs">Of the table of songs.</param>
/// <param name="Vocabulary">Of the vocabulary.</param>
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
