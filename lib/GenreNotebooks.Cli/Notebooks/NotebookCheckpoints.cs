using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// The outputs of the finished notebooks of an interrupted run, a JSON file each, for <c>run --resume</c>. A checkpoint is valid
/// only for the same cells at the same path, on the same data, with the same build.
/// </summary>
/// <param name="results">The folder of the run's results; checkpoints are in a folder below.</param>
/// <param name="data">The data that the notebooks read.</param>
/// <param name="withoutLyrics">Whether lyrics are hidden in the outputs.</param>
internal sealed class NotebookCheckpoints(string results, DataFolder data, bool withoutLyrics = false)
{
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string FolderName = ".resume";

    private readonly Lazy<string> dataIdentity = new(() => $"{data.FolderPath} {Sha256(data.OpenSongs())} {Sha256(data.OpenVocabulary())}");

    public string Folder { get; } = Path.Combine(results, FolderName);

    public bool IsEmpty => !Directory.Exists(Folder) || !Directory.EnumerateFiles(Folder, "*.json").Any();

    /// <summary>Deletes all checkpoints, and the folder if nothing else is in it.</summary>
    public void DeleteAll()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }
        foreach (var path in Directory.GetFiles(Folder).Where(FileKind.NotebookCheckpoint.MayReplace))
        {
            File.Delete(path);
        }
        if (!Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            Directory.Delete(Folder);
        }
    }

    /// <summary>Deletes the checkpoints of these notebooks, and the folder with the last one.</summary>
    public void Delete(IEnumerable<Notebook> notebooks)
    {
        foreach (var path in notebooks.Select(PathOf).Where(File.Exists))
        {
            File.Delete(path);
        }
        if (IsEmpty)
        {
            DeleteAll();
        }
    }

    public void Save(ExecutedNotebook executed)
    {
        var checkpoint = new Checkpoint(
            IdentityOf(executed.Notebook), executed.Elapsed.TotalSeconds, [.. executed.CodeCells.Select(cell => cell.Outputs)], "");
        AtomicFile.Write(PathOf(executed.Notebook), stream => JsonSerializer.Serialize(stream, checkpoint with { Checksum = ChecksumOf(checkpoint) }, Short), FileKind.NotebookCheckpoint);
    }

    /// <summary>The executed notebook; null without a valid checkpoint.</summary>
    public ExecutedNotebook? Find(Notebook notebook)
    {
        if (Read(PathOf(notebook)) is not { } checkpoint || checkpoint.Identity != IdentityOf(notebook) || checkpoint.Checksum != ChecksumOf(checkpoint))
        {
            return null;
        }
        var executed = new ExecutedNotebook(notebook) { Elapsed = TimeSpan.FromSeconds(checkpoint.Seconds), IsFound = true };
        foreach (var (cell, outputs) in executed.CodeCells.Zip(checkpoint.Outputs))
        {
            outputs.ToList().ForEach(cell.Add);
            cell.Add(new CellEvent.Finished());
        }
        return executed;
    }

    /// <summary>The checkpoint that belongs to a result.</summary>
    public static string PathOf(string result) => Path.Combine(Path.GetDirectoryName(result)!, FolderName, $"{Path.GetFileNameWithoutExtension(result)}.json");

    private string PathOf(Notebook notebook) => Path.Combine(Folder, $"{notebook.Name}.json");

    private string IdentityOf(Notebook notebook) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Path = Path.GetFullPath(notebook.Path),
        notebook.Cells,
        Data = dataIdentity.Value,
        WithoutLyrics = withoutLyrics,
        Library = RunEnvironment.ThisBuild,
        Runner = typeof(NotebookCheckpoints).Module.ModuleVersionId,
        Dotnet = Environment.Version.ToString(),
    })));

    private static Checkpoint? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Checkpoint>(File.ReadAllBytes(path)) : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string ChecksumOf(Checkpoint checkpoint) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(checkpoint with { Checksum = "" }, Short)));

    private static string Sha256(Stream stream)
    {
        using (stream)
        {
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
    }

    /// <param name="Identity">Hash of the notebook, the data and the build.</param>
    /// <param name="Seconds">The run time of the notebook.</param>
    /// <param name="Outputs">The outputs of each code cell.</param>
    /// <param name="Checksum">Hash of all other members.</param>
    private sealed record Checkpoint(string Identity, double Seconds, IReadOnlyList<IReadOnlyList<CellEvent>> Outputs, string Checksum);
}
