namespace GenreNotebooks.Data;

/// <summary>Where songs and vocabulary come from: a folder with the real files, or the sample inside the library.</summary>
public sealed class DataFolder
{
    private DataFolder(string? path) => FolderPath = path;

    /// <summary>The folder, or null for the embedded sample.</summary>
    public string? FolderPath { get; }

    /// <summary>Whether this is the embedded sample of synthetic songs.</summary>
    public bool IsSample => FolderPath is null;

    /// <summary>The sample of synthetic songs that the library carries.</summary>
    public static DataFolder Sample { get; } = new(null);

    /// <summary>One line for every output: which data this is; for the sample, how to get the real songs.</summary>
    public string Notice => throw new NotImplementedException();

    /// <summary>Finds the data: <paramref name="folder"/> if given, else the environment variable, else data/, else the sample.</summary>
    public static DataFolder Find(string? folder = null) => throw new NotImplementedException();

    /// <summary>Opens the table of songs for reading.</summary>
    public Stream OpenSongs() => throw new NotImplementedException();

    /// <summary>Opens the WordPiece vocabulary, one entry a line, for reading.</summary>
    public Stream OpenVocabulary() => throw new NotImplementedException();
}
