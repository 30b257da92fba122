using GenreNotebooks.Files;

namespace GenreNotebooks.Runs;

/// <summary>
/// Runs that have ended in one file, one JSON record per line. Several programs may append to it at once. A last line cut short by a
/// crash is ignored, and the next append removes it. To merge files from several machines, concatenate them.
/// </summary>
/// <param name="folder">The folder of the file, created when the first run is appended.</param>
public sealed class RunLines(string folder)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "runs.jsonl";

    private const int LongestLine = 4 << 20; // a record has about two thousand bytes

    private readonly RecordLines<RunRecord> lines = new(Path.Combine(folder, FileName), "{\"model\":", LongestLine, RunRecord.Parse);

    /// <summary>The file.</summary>
    public string FilePath => lines.FilePath;

    /// <summary>All runs in file order. If a run occurs twice, the first counts.</summary>
    /// <exception cref="InputException">The file cannot be read, or a line is not a record and not an incomplete last line.</exception>
    public IReadOnlyList<RunRecord> Read() => [.. lines.Read().Where(run => run.HasEnded).DistinctBy(RunIdentity.Of)];

    /// <summary>Checks that runs can be appended, before any long work.</summary>
    /// <exception cref="InputException">They cannot.</exception>
    internal void EnsureWritable() => lines.EnsureWritable();

    /// <summary>Appends a finished run and flushes it to disk.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Append(RunRecord run) => lines.Append(run.ToLine());
}
