using System.Security.Cryptography;

namespace GenreNotebooks.Files;

/// <summary>Passes a stream on to a reader and inspects the bytes on the way, so that a file is read only once.</summary>
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

    /// <summary>Inspects bytes that were just read.</summary>
    protected abstract void Inspect(ReadOnlySpan<byte> read);
}

/// <summary>Computes the SHA-256 of a stream that is being read.</summary>
internal sealed class HashingStream(Stream inner) : PassingStream(inner)
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The SHA-256 of the bytes read so far, in lower-case hexadecimal digits.</summary>
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

/// <summary>Limits the lines of a stream that is being read; without it, one stray file without lines would fill the memory.</summary>
/// <param name="inner">The text.</param>
/// <param name="name">The name of the text in messages.</param>
/// <param name="longest">The most bytes of a line.</param>
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
            throw new InputException(FormattableString.Invariant($"{name}, line {line}: found a line of more than {longest:N0} bytes, expected shorter ones, one a song."));
        }
    }
}

/// <summary>Recognizes the format of a file by its first bytes (its signature), to say what a file is that is not CSV text.</summary>
internal sealed class FileSignature(Stream inner) : PassingStream(inner)
{
    private static readonly byte[] MarkAndSpace = [0xef, 0xbb, 0xbf, .. " \t\r\n"u8];

    private readonly byte[] start = new byte[64];
    private int length;

    /// <summary>The format and the way to CSV text; null if the file may be CSV text.</summary>
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
        [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive or a workbook of Excel: unpack it, or save the sheet as CSV in UTF-8",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "a Parquet file: save its table as CSV",
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..] => "UTF-16 text: save it as UTF-8",
        [0, 0, ..] => "zeros in place of text: copy it again",
        _ when start.StartsWith("version https://git-lfs"u8) => "a pointer of Git LFS in place of the file itself: get that with git lfs pull",
        _ when start.StartsWith("[PAD]"u8) => "a WordPiece vocabulary, vocab.txt",
        _ => start.TrimStart(MarkAndSpace) switch
        {
            [(byte)'<', ..] => "a page of the web or other markup: download the file itself",
            [(byte)'{', ..] => "JSON: save its table as CSV",
            _ => null,
        },
    };
}
