using System.Diagnostics;
using System.Text;
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

    private static ReadOnlySpan<byte> RecordStart => "{\"model\":"u8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The file.</summary>
    public string FilePath => Path.Combine(folder, FileName);

    /// <summary>All runs in file order. If a run occurs twice, the first counts.</summary>
    /// <exception cref="InputException">The file cannot be read, or a line is not a record and not an incomplete last line.</exception>
    public IReadOnlyList<RunRecord> Read()
    {
        if (!Path.Exists(FilePath))
        {
            return [];
        }
        using var file = Open(FileMode.Open, FileAccess.Read, FileShare.Read);
        var mayBeTorn = !EndsWithLine(file);
        var runs = new List<RunRecord>();
        using var lines = TextLines.Read(file, FilePath, LongestLine).GetEnumerator();
        var line = lines.MoveNext() ? lines.Current : null;
        for (var number = 1; line is not null; number++)
        {
            var next = lines.MoveNext() ? lines.Current : null;
            if (mayBeTorn && next is null && MayBeTorn(line) && !IsRecord(line))
            {
                break;
            }
            if (line.Length > 0)
            {
                runs.Add(RunRecord.Parse(line, $"{FilePath}, line {number}"));
            }
            line = next;
        }
        return [.. runs.Where(run => run.HasEnded).DistinctBy(RunIdentity.Of)];
    }

    /// <summary>Appends a finished run and flushes it to disk.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Append(RunRecord run)
    {
        var line = Encoding.UTF8.GetBytes(run.ToLine() + "\n");
        try
        {
            Directory.CreateDirectory(folder);
            using var file = Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!EndsWithLine(file))
            {
                EndLine(file);
            }
            Append(file, line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{FilePath}: cannot be written ({exception.Message})", exception);
        }
    }

    /// <summary>Appends a whole line or, if the disk is full, nothing.</summary>
    private static void Append(FileStream file, byte[] line)
    {
        var end = file.Seek(0, SeekOrigin.End);
        try
        {
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            file.SetLength(end);
            throw;
        }
    }

    /// <summary>Removes an incomplete last line. A complete record that lacks only its line end, as some editors leave it, gets one.</summary>
    private static void EndLine(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.Seek(0, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        var start = bytes.LastIndexOf((byte)'\n') + 1;
        if (!MayBeTorn(bytes.AsSpan(start)) || IsRecord(bytes.AsSpan(start)))
        {
            file.WriteByte((byte)'\n');
        }
        else
        {
            file.SetLength(start);
        }
    }

    private static bool EndsWithLine(FileStream file)
    {
        if (file.Length == 0)
        {
            return true;
        }
        file.Seek(-1, SeekOrigin.End);
        var last = file.ReadByte();
        file.Seek(0, SeekOrigin.Begin);
        return last == '\n';
    }

    /// <summary>Whether a line begins as a record, or with the zeros that a crash may leave: any other was not written here.</summary>
    private static bool MayBeTorn(ReadOnlySpan<byte> line)
    {
        var start = line[..Math.Min(line.Length, RecordStart.Length)];
        return RecordStart.StartsWith(start) || line[0] == 0;
    }

    private static bool IsRecord(ReadOnlySpan<byte> line)
    {
        try
        {
            return RunRecord.Parse(line, FileName) is not null;
        }
        catch (InputException)
        {
            return false;
        }
    }

    /// <summary>Opens the file, waiting while another program writes to it.</summary>
    private FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(20))
        {
            try
            {
                return new FileStream(FilePath, mode, access, share, bufferSize: 0); // unbuffered, so each write reaches the file at once
            }
            catch (IOException exception) when (FileLock.IsInUse(exception) && clock.Elapsed < Patience)
            {
                // Another program is writing: try again.
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{FilePath}: cannot be opened ({exception.Message})", exception);
            }
        }
    }
}
