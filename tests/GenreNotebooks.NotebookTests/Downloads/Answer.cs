using System.Globalization;
using System.Text;

namespace GenreNotebooks.NotebookTests.Downloads;

/// <summary>What was asked for.</summary>
/// <param name="Path">The path; of a proxy, the whole address.</param>
/// <param name="From">The first byte of the range, if one was asked for.</param>
/// <param name="IfRange">The version that the range is to be of, if one was named.</param>
internal sealed record Request(string Path, long? From, string? IfRange = null);

/// <summary>What the server sends: the head's lines after the status, a body, and how it ends.</summary>
internal sealed record Answer(string Status, byte[] Body, params string[] Headers)
{
    /// <summary>Says nothing more for ever, and keeps the line.</summary>
    public bool ThenSilence { get; init; }

    /// <summary>Breaks the line instead of ending it.</summary>
    public bool ThenBreak { get; init; }

    /// <summary>A pause after each 16,384 bytes of the body.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>The bytes of the head: none, where the server does not speak HTTP.</summary>
    public byte[] Head => Status.Length == 0 ? []
        : Encoding.ASCII.GetBytes(string.Join("\r\n", Headers.Prepend("HTTP/1.1 " + Status).Append("Connection: close")) + "\r\n\r\n");

    public static Answer Whole(byte[] body) => new("200 OK", body, Length(body.Length));

    public static Answer From(byte[] body, long from) => new("206 Partial Content", body[(int)from..],
        Length(body.Length - from), $"Content-Range: bytes {from}-{body.Length - 1}/{body.Length}");

    /// <summary>What a proper server sends: the range that was asked for, or all.</summary>
    public static Answer Proper(byte[] body, Request request) => request.From is { } from ? From(body, from) : Whole(body);

    public static Answer Only(string status, params string[] headers) => new(status, [], [Length(0), .. headers]);

    public static Answer Redirect(string status, string location) => Only(status, $"Location: {location}");

    /// <summary>Bytes that are no HTTP, or none.</summary>
    public static Answer Raw(string bytes = "") => new("", Encoding.ASCII.GetBytes(bytes));

    /// <summary>The body in chunks, and no length.</summary>
    public static Answer Chunked(byte[] body) => new("200 OK",
        [.. body.Chunk(10_000).SelectMany(chunk => (byte[])[.. Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), .. chunk, .. "\r\n"u8]), .. "0\r\n\r\n"u8],
        "Transfer-Encoding: chunked");

    /// <summary>The same, but the line ends after some bytes of the body.</summary>
    public Answer CutAfter(int bytes) => this with { Body = Body[..Math.Min(bytes, Body.Length)] };

    public Answer With(params string[] headers) => this with { Headers = [.. Headers, .. headers] };

    /// <summary>The same with another value, or none, for its length.</summary>
    public Answer Announcing(long? length) => this with
    {
        Headers = [.. Headers.Where(header => !header.StartsWith("Content-Length", StringComparison.Ordinal)), .. length is { } bytes ? new[] { Length(bytes) } : []],
    };

    private static string Length(long bytes) => string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bytes}");
}
