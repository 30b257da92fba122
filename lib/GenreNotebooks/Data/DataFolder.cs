using System.Text.Json.Serialization;
using GenreNotebooks.Files;

namespace GenreNotebooks.Data;

/// <summary>The source of songs and vocabulary: a folder with the real files, or the sample embedded in the library.</summary>
public sealed class DataFolder
{
    /// <summary>An environment variable that can name the folder.</summary>
    public const string EnvironmentVariable = "GENRE_NOTEBOOKS_DATA";

    /// <summary>The file name of the table of songs.</summary>
    public const string SongsFile = "tcc_ceds_music.csv";

    /// <summary>The file name of the WordPiece vocabulary.</summary>
    public const string VocabularyFile = "vocab.txt";

    /// <summary>The command that downloads the real files.</summary>
    public const string FetchCommand = "dotnet run --project lib/GenreNotebooks.Cli -c Release -- data fetch";

    private static readonly string[] Beside =
    [
        "sources.json", "README.md", "LICENSE", "LICENSE.txt", "LICENSE.md", "sample/README.md", "reference/blog_facts.json", "reference/blog_history.csv",
    ];

    private const string SampleSongs = "sample/songs.csv", SampleVocabulary = "sample/vocab.txt";

    private DataFolder(string? path, string reason) => (FolderPath, Reason) = (path, reason);

    /// <summary>The folder, or null for the embedded sample.</summary>
    public string? FolderPath { get; }

    /// <summary>Why this data is used, phrased to follow "because".</summary>
    public string Reason { get; }

    /// <summary>Whether this is the embedded sample of synthetic songs.</summary>
    public bool IsSample => FolderPath is null;

    /// <summary><c>real</c> or <c>sample</c>, as in <see cref="DataOrigin.Kind"/>.</summary>
    internal string Kind => IsSample ? "sample" : "real";

    /// <summary>The embedded sample of synthetic songs.</summary>
    public static DataFolder Sample { get; } = new(null, "it was requested");

    /// <summary>The path of the table of songs; for the sample, a resource name.</summary>
    public string SongsPath => FolderPath is null ? SampleSongs : Path.Combine(FolderPath, SongsFile);

    /// <summary>The path of the vocabulary; for the sample, a resource name.</summary>
    public string VocabularyPath => FolderPath is null ? SampleVocabulary : Path.Combine(FolderPath, VocabularyFile);

    /// <summary>One line shown with every output: which data this is and, for the sample, how to get the real songs.</summary>
    public string Notice => IsSample
        ? $"SAMPLE DATA: synthetic songs, not the real data set. Get the real songs with: {FetchCommand}"
        : $"Real songs: {SongsFile}";

    /// <summary>A line shown below the notice: why this data is used, and where it is.</summary>
    public string Choice => $"Used because {Reason}: {SongsPath}";

    /// <summary>The value of <see cref="EnvironmentVariable"/> that selects the sample even if the real files exist.</summary>
    public const string SampleWord = "sample";

    /// <summary>Finds the data: <paramref name="folder"/> if given, else the environment variable, else data/, else the sample.</summary>
    /// <exception cref="InputException">The folder named by the argument or the variable does not contain both files.</exception>
    public static DataFolder Find(string? folder = null) =>
        Find(folder, Environment.GetEnvironmentVariable(EnvironmentVariable), Directory.GetCurrentDirectory());

    internal static DataFolder Find(string? folder, string? variable, string workingDirectory)
    {
        if (folder is not null)
        {
            return Named(folder, "this folder was requested");
        }
        if (variable == SampleWord)
        {
            return new DataFolder(null, $"the environment variable {EnvironmentVariable} selects it");
        }
        if (!string.IsNullOrEmpty(variable))
        {
            return Named(variable, $"the environment variable {EnvironmentVariable} names it");
        }
        if (DefaultPath(workingDirectory) is not { } path)
        {
            return new DataFolder(null, $"there is no GenreNotebooks.sln at or above {workingDirectory}");
        }
        var missing = Missing(path);
        return missing.Count == 0
            ? new DataFolder(path, "it is the repository's data folder")
            : new DataFolder(null, $"{path} has no {string.Join(" and no ", missing)}");
    }

    /// <summary>The data/ folder of the repository that contains a directory, where the fetch command puts the files; null outside a repository.</summary>
    public static string? DefaultPath(string workingDirectory) =>
        RepositoryRoot.Find(workingDirectory) is { } root ? Path.Combine(root, "data") : null;

    /// <summary>
    /// The existing files of the project's data, which no output may replace: songs, vocabulary, sample, the post's figures, credits and licences in
    /// <paramref name="folder"/>, in the folder that the environment variable names, and in the repository's.
    /// </summary>
    /// <param name="folder">A data folder named by the user, or null.</param>
    /// <param name="withSample">Whether to include the songs and the vocabulary of the sample.</param>
    public static IReadOnlyList<string> FilesToKeep(string? folder, bool withSample = true) =>
    [
        .. from place in new[] { folder, Environment.GetEnvironmentVariable(EnvironmentVariable), DefaultPath(Directory.GetCurrentDirectory()) }
           where !string.IsNullOrWhiteSpace(place) && Directory.Exists(place)
           from file in (string[])[SongsFile, VocabularyFile, .. Beside, .. withSample ? new[] { SampleSongs, SampleVocabulary } : []]
           let path = Path.Combine(place, file)
           where File.Exists(path)
           select path,
    ];

    /// <summary>Opens the table of songs for reading.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public Stream OpenSongs() => Open(SongsPath);

    /// <summary>Opens the WordPiece vocabulary, one entry per line, for reading.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public Stream OpenVocabulary() => Open(VocabularyPath);

    private static DataFolder Named(string path, string reason)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new InputException($"The data folder '{path}' ({reason}) is not a valid path. Expected a folder with {SongsFile} and {VocabularyFile}.");
        }
        var full = Path.GetFullPath(path);
        var missing = Missing(full);
        return missing.Count == 0
            ? new DataFolder(full, reason)
            : throw new InputException($"The data folder {full} ({reason}) " +
                (Directory.Exists(full) ? $"has no {string.Join(" and no ", missing)}" : File.Exists(full) ? "is a file" : "does not exist") +
                $". Expected {SongsFile} and {VocabularyFile} there: name the folder that has them, or get them with: {FetchCommand} --out {full}");
    }

    private static List<string> Missing(string path) =>
    [
        .. new[] { SongsFile, VocabularyFile }.Where(file => !File.Exists(Path.Combine(path, file)))
            .Select(file => Directory.Exists(Path.Combine(path, file)) ? $"file {file} (a folder has that name)" : file),
    ];

    private Stream Open(string path)
    {
        if (IsSample)
        {
            return typeof(DataFolder).Assembly.GetManifestResourceStream(path)
                ?? throw new InputException($"This build of the library does not contain {path}: put data/{path} in place and rebuild.");
        }
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot read {path}: {exception.Message} Get the files with: {FetchCommand}", exception);
        }
    }
}

/// <summary>The data that a result was measured on.</summary>
/// <param name="Kind"><c>real</c> or <c>sample</c>.</param>
/// <param name="Path">The file the songs were read from; for the sample, a resource name.</param>
/// <param name="Rows">The number of songs read.</param>
/// <param name="Sha256">The SHA-256 of the file, 64 lower-case hexadecimal digits.</param>
public sealed record DataOrigin(string Kind, string Path, int Rows, string Sha256)
{
    /// <summary>The note in charts, tables and predictions that come from the sample.</summary>
    public const string SampleNote = "Sample data: synthetic songs";

    /// <summary>Whether the songs are the sample.</summary>
    [JsonIgnore]
    public bool IsSample => Kind == "sample";

    /// <summary>
    /// The share of the most frequent genre among all songs of the predicted genres, which is the accuracy of always guessing it, 0 to 1;
    /// null if no genres were chosen.
    /// </summary>
    public double? BaseRate { get; init; }
}
