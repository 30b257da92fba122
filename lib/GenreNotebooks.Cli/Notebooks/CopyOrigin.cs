using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>What a rendered copy was made from: the songs, the library and the notebook, each with a checksum (the first digits of a SHA-256).</summary>
internal sealed class CopyOrigin(DataFolder data)
{
    /// <summary>Its name in the metadata.</summary>
    public const string Name = "genre_notebooks";

    private const int Digits = 12;

    private readonly Lazy<(int Songs, string Checksum)> songs = new(() => (MusicData.Load(data).Count, ChecksumOf(data)));

    /// <summary>The origin of a notebook's copy.</summary>
    public JsonObject Of(Notebook notebook) => new()
    {
        ["data"] = new JsonObject { ["file"] = Path.GetFileName(data.SongsPath), ["sample"] = data.IsSample, ["songs"] = songs.Value.Songs, ["sha256"] = songs.Value.Checksum },
        ["library"] = new JsonObject { ["version"] = typeof(DataFolder).Assembly.GetName().Version!.ToString(3), ["sources"] = ChecksumOfSources(notebook.Folder) },
        ["notebook"] = new JsonObject { ["file"] = notebook.FileName, ["sha256"] = Checksum([notebook.Path]) },
    };

    /// <summary>The same as a line of Markdown.</summary>
    public static string Line(JsonObject origin)
    {
        var (data, library, notebook) = (origin["data"]!, origin["library"]!, origin["notebook"]!);
        var songs = ((int)data["songs"]!).ToString("N0", CultureInfo.InvariantCulture);
        var sources = (string?)library["sources"] is { } checksum ? $" (sources `{checksum}`)" : "";
        return $"*Executed on {((bool)data["sample"]! ? "the sample, synthetic songs" : "real songs")}: `{data["file"]}`, {songs} songs, SHA-256 `{data["sha256"]}`. "
            + $"GenreNotebooks {library["version"]}{sources}, `{notebook["file"]}` (`{notebook["sha256"]}`). "
            + $"Lyrics, and titles and artists' names in tables, are replaced by {HiddenLyrics.Marker}.*";
    }

    /// <summary>Of all C# files of the library and the versions of its packages; null outside the repository.</summary>
    private static string? ChecksumOfSources(string folder)
    {
        if (RepositoryRoot.Find(folder) is not { } root || Path.Combine(root, "lib", "GenreNotebooks") is var library && !Directory.Exists(library))
        {
            return null;
        }
        var files = Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(library, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));
        return Checksum([.. files.Order(StringComparer.Ordinal), Path.Combine(root, "Directory.Packages.props")]);
    }

    // Of the text, so that a checkout with other line ends has the same.
    private static string Checksum(IEnumerable<string> files)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            sum.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)}\n{File.ReadAllText(file).ReplaceLineEndings("\n")}"));
        }
        return Convert.ToHexStringLower(sum.GetHashAndReset())[..Digits];
    }

    private static string ChecksumOf(DataFolder data)
    {
        using var file = data.OpenSongs();
        return FileIdentity.Of(file).Sha256[..Digits];
    }
}
