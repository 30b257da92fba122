using System.Security.Cryptography;

namespace GenreNotebooks.Files;

/// <summary>Wraps a stream and inspects the bytes as they are read, to avoid reading a file twice.</summary>
internal abstract class PassingStream(Stream inner) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        Inspect(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Called with the bytes that were just read.</summary>
    protected abstract void Inspect(ReadOnlySpan<byte> read);
}

/// <summary>Computes the SHA-256 of a stream as it is read.</summary>
internal sealed class HashingStream(Stream inner) : PassingStream(inner)
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The SHA-256 of the bytes read so far, as lower-case hexadecimal digits.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    protected override void Inspect(ReadOnlySpan<byte> read) => hash.AppendData(read);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }
        base.Dispose(disposing);
    }
}

/// <summary>Limits the line length of a stream as it is read: a file without line breaks must not fill the memory.</summary>
/// <param name="inner">The text.</param>
/// <param name="name">The name of the text in messages.</param>
/// <param name="longest">The maximum length of a line in bytes.</param>
internal sealed class LineLimit(Stream inner, string name, int longest) : PassingStream(inner)
{
    private int line = 1, length;

    protected override void Inspect(ReadOnlySpan<byte> read)
    {
        for (int end; (end = read.IndexOf((byte)'\n')) >= 0; read = read[(end + 1)..])
        {
            Check(length + end);
            (line, length) = (line + 1, 0);
        }
        Check(length += read.Length);
    }

    private void Check(int bytes)
    {
        if (bytes > longest)
        {
            throw new InputException(FormattableString.Invariant($"{name}, line {line}: found a line of more than {longest:N0} bytes, expected shorter lines, one per song."));
        }
    }
}

/// <summary>Recognizes a file format by the first bytes (the signature), to name the format of a file that is not CSV.</summary>
internal sealed class FileSignature(Stream inner) : PassingStream(inner)
{
    private static readonly byte[] MarkAndSpace = [0xef, 0xbb, 0xbf, .. " \t\r\n"u8];

    private readonly byte[] start = new byte[64];
    private int length;

    /// <summary>The format and how to get CSV from it; null if the file may be CSV.</summary>
    public string? Format => FormatOf(start.AsSpan(0, length));

    protected override void Inspect(ReadOnlySpan<byte> read)
    {
        var more = Math.Min(read.Length, start.Length - length);
        read[..more].CopyTo(start.AsSpan(length));
        length += more;
    }

    private static string? FormatOf(ReadOnlySpan<byte> start) => start switch
    {
        [0x1f, 0x8b, ..] => "a gzip archive: unpack it",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive or an Excel workbook: unpack it, or save the sheet as CSV in UTF-8",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "a Parquet file: save its table as CSV",
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..] => "UTF-16 text: save it as UTF-8",
        [0, 0, ..] => "null bytes instead of text: copy it again",
        _ when start.StartsWith("version https://git-lfs"u8) => "a Git LFS pointer instead of the file: get the file with git lfs pull",
        _ when start.StartsWith("[PAD]"u8) => "a WordPiece vocabulary, vocab.txt",
        _ => start.TrimStart(MarkAndSpace) switch
        {
            [(byte)'<', ..] => "a web page or other markup: download the file itself",
            [(byte)'{', ..] => "JSON: save its table as CSV",
            _ => null,
        },
    };
}
