namespace GenreNotebooks.Data;

/// <summary>How far a download is.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Received">The bytes at hand, those of an earlier try included.</param>
/// <param name="Total">The bytes of the whole file: as the server says, else as expected.</param>
public readonly record struct DownloadProgress(string File, long Received, long Total);
