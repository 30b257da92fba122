using System.Diagnostics;
using System.Text;

namespace GenreNotebooks.Files;

/// <summary>
/// Records in one file, a line of JSON each. Several programs may append to it at once. A last line cut short by a crash is ignored, and
/// the next append removes it. To merge files, concatenate them.
/// </summary>
/// <param name="path">The file, created with its folder when the first record is appended.</param>
/// <param name="start">How every line begins.</param>
/// <param name="longest">The maximum length of a line in bytes.</param>
/// <param name="parse">Reads a line; the text says where it is, for messages. Throws <see cref="InputException"/> if it is not a record.</param>
internal sealed class RecordLines<T>(string path, string start, int longest, Func<ReadOnlySpan<byte>, string, T> parse)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly byte[] start = Encoding.UTF8.GetBytes(start);

    /// <summary>The file.</summary>
    public string FilePath => path;

    /// <summary>All records in file order; none without a file.</summary>
    /// <exception cref="InputException">The file cannot be read, or a line is not a record and not an incomplete last line.</exception>
    public IReadOnlyList<T> Read()
    {
        if (!Path.Exists(path))
        {
            return [];
        }
        var (lines, mayBeTorn) = ReadLines();
        var records = new List<T>();
        for (var place = 0; place < lines.Length; place++)
        {
            if (mayBeTorn && place == lines.Length - 1 && MayBeTorn(lines[place]) && !IsRecord(lines[place]))
            {
                break;
            }
            if (lines[place].Length > 0)
            {
                records.Add(parse(lines[place], $"{path}, line {place + 1}"));
            }
        }
        return records;
    }

    /// <summary>Checks that records can be appended, before any long work.</summary>
    /// <exception cref="InputException">They cannot.</exception>
    public void EnsureWritable()
    {
        if (Path.Exists(path))
        {
            Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }
    }

    /// <summary>Appends a record and flushes it to disk.</summary>
    /// <param name="record">The record as one line, without a line end.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Append(string record)
    {
        var line = Encoding.UTF8.GetBytes(record + "\n");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!EndsWithLine(file))
            {
                EndLine(file);
            }
            Append(file, line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be written ({exception.Message})", exception);
        }
    }

    // Parsed after the file is closed again, because others cannot append while it is open.
    private (byte[][] Lines, bool MayBeTorn) ReadLines()
    {
        using var file = Open(FileMode.Open, FileAccess.Read, FileShare.Read);
        var mayBeTorn = !EndsWithLine(file);
        return ([.. TextLines.Read(file, path, longest)], mayBeTorn);
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
    private void EndLine(FileStream file)
    {
        var bytes = new byte[Math.Min(file.Length, longest + 1L)];
        var before = file.Seek(-bytes.Length, SeekOrigin.End);
        file.ReadExactly(bytes);
        var line = bytes.LastIndexOf((byte)'\n') + 1;
        if (!MayBeTorn(bytes.AsSpan(line)) || IsRecord(bytes.AsSpan(line)))
        {
            file.WriteByte((byte)'\n');
        }
        else
        {
            file.SetLength(before + line);
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
    private bool MayBeTorn(ReadOnlySpan<byte> line) => start.AsSpan().StartsWith(line[..Math.Min(line.Length, start.Length)]) || line[0] == 0;

    private bool IsRecord(ReadOnlySpan<byte> line)
    {
        try
        {
            return parse(line, path) is not null;
        }
        catch (InputException)
        {
            return false;
        }
    }

    /// <summary>Opens the file, waiting while another program writes to it.</summary>
    private FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path}: found a folder, expected a file or nothing there: move it away.");
        }
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(20))
        {
            try
            {
                return new FileStream(path, mode, access, share, bufferSize: 0); // unbuffered, so each write reaches the file at once
            }
            catch (IOException exception) when (FileLock.IsInUse(exception) && clock.Elapsed < Patience)
            {
                // Another program is writing: try again.
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{path}: cannot be opened ({exception.Message})", exception);
            }
        }
    }
}
