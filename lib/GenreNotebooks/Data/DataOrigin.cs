namespace GenreNotebooks.Data;

/// <summary>Which data a result was measured on, for its record.</summary>
/// <param name="Kind"><c>real</c> or <c>sample</c>.</param>
/// <param name="Path">The file the songs were read from; a name for the sample.</param>
/// <param name="Rows">The number of songs read.</param>
/// <param name="Sha256">The SHA-256 of the file, 64 hexadecimal digits in lower case.</param>
public sealed record DataOrigin(string Kind, string Path, int Rows, string Sha256);
