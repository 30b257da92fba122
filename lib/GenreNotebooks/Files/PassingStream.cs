using System.Security.Cryptography;
using GenreNotebooks.Data;

namespace GenreNotebooks.Files;

/// <summary>Passes a stream on to one reader and looks at what goes through, so that a file is read once.</summary>
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
        Look(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Takes note of the bytes that were read.</summary>
    protected abstract void Look(ReadOnlySpan<byte> read);
}

/// <summary>Passes a stream on and takes the SHA-256 of what went through.</summary>
internal sealed class HashingStream(Stream inner) : PassingStream(inner)
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The SHA-256 of all that was read, in lower-case hexadecimal digits.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    protected override void Look(ReadOnlySpan<byte> read) => hash.AppendData(read);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }
        base.Dispose(disposing);
    }
}

/// <summary>Passes a stream on and remembers how it begins, to tell what a file is that is no table of songs.</summary>
internal sealed class StartOfFile(Stream inner) : PassingStream(inner)
{
    private static readonly byte[] MarkAndSpace = [0xef, 0xbb, 0xbf, .. " \t\r\n"u8];

    private readonly byte[] start = new byte[64];
    private int length;

    /// <summary>What the file is, with what to do about it; null if it may be CSV text.</summary>
    public string? Kind => KindOf(start.AsSpan(0, length));

    protected override void Look(ReadOnlySpan<byte> read)
    {
        var more = Math.Min(read.Length, start.Length - length);
        read[..more].CopyTo(start.AsSpan(length));
        length += more;
    }

    private static string? KindOf(ReadOnlySpan<byte> start) => start switch
    {
        [0x1f, 0x8b, ..] => "a gzip archive: unpack it",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive or a workbook of Excel: unpack it, or save the sheet as CSV in UTF-8",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "a Parquet file: save its table as CSV",
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..] => "UTF-16 text: save it as UTF-8",
        [0, 0, ..] => "zeros in place of text: copy it again",
        _ when start.StartsWith("version https://git-lfs"u8) => "a pointer of Git LFS in place of the file itself: get that with git lfs pull",
        _ when start.StartsWith("[PAD]"u8) => $"a vocabulary: its name is {DataFolder.VocabularyFile}",
        _ => start.TrimStart(MarkAndSpace) switch
        {
            [(byte)'<', ..] => "a page of the web or other markup: download the file itself",
            [(byte)'{', ..] => "JSON: save its table as CSV",
            _ => null,
        },
    };
}
