using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// What the finished notebooks of an interrupted run put out, a JSON file each, for <c>run --resume</c>. A notebook is found again
/// only with the same cells, in the same place, on the same data, with the same build: anything else would put out something else.
/// </summary>
/// <param name="results">The folder of the run's results, which this one is in.</param>
/// <param name="data">The data that the notebooks find.</param>
internal sealed class KeptNotebooks(string results, DataFolder data)
{
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<string> dataIdentity = new(() => $"{data.FolderPath} {Sha256(data.OpenSongs())} {Sha256(data.OpenVocabulary())}");

    public string Folder { get; } = Path.Combine(results, ".resume");

    public bool IsEmpty => !Directory.Exists(Folder) || !Directory.EnumerateFiles(Folder, "*.json").Any();

    /// <summary>Forgets all, for a run that begins anew.</summary>
    public void Drop()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>Forgets these; the folder goes with the last.</summary>
    public void Drop(IEnumerable<Notebook> notebooks)
    {
        foreach (var path in notebooks.Select(PathOf).Where(File.Exists))
        {
            File.Delete(path);
        }
        if (IsEmpty)
        {
            Drop();
        }
    }

    public void Keep(ExecutedNotebook executed)
    {
        var kept = new Kept(
            IdentityOf(executed.Notebook), executed.Elapsed.TotalSeconds, [.. executed.CodeCells.Select(cell => cell.Outputs)], "");
        AtomicFile.Write(PathOf(executed.Notebook), stream => JsonSerializer.Serialize(stream, kept with { Checksum = ChecksumOf(kept) }, Short));
    }

    /// <summary>The notebook as it was executed; null if it was not kept, is another by now, or the file is damaged.</summary>
    public ExecutedNotebook? Find(Notebook notebook)
    {
        if (Read(PathOf(notebook)) is not { } kept || kept.Identity != IdentityOf(notebook) || kept.Checksum != ChecksumOf(kept))
        {
            return null;
        }
        var executed = new ExecutedNotebook(notebook) { Elapsed = TimeSpan.FromSeconds(kept.Seconds), IsFound = true };
        foreach (var (cell, outputs) in executed.CodeCells.Zip(kept.Outputs))
        {
            outputs.ToList().ForEach(cell.Add);
            cell.Add(new CellEvent.Finished());
        }
        return executed;
    }

    private string PathOf(Notebook notebook) => Path.Combine(Folder, $"{notebook.Name}.json");

    private string IdentityOf(Notebook notebook) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Path = Path.GetFullPath(notebook.Path),
        notebook.Cells,
        Data = dataIdentity.Value,
        Library = RunEnvironment.ThisBuild,
        Runner = typeof(KeptNotebooks).Module.ModuleVersionId,
        Dotnet = Environment.Version.ToString(),
    })));

    private static Kept? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path)) : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string ChecksumOf(Kept kept) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(kept with { Checksum = "" }, Short)));

    private static string Sha256(Stream stream)
    {
        using (stream)
        {
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
    }

    /// <param name="Identity">What the outputs are of.</param>
    /// <param name="Seconds">How long the notebook took.</param>
    /// <param name="Outputs">The outputs of each cell of code.</param>
    /// <param name="Checksum">That of all the rest.</param>
    private sealed record Kept(string Identity, double Seconds, IReadOnlyList<IReadOnlyList<CellEvent>> Outputs, string Checksum);
}
