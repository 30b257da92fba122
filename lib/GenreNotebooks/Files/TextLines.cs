using System.Text;

namespace GenreNotebooks.Files;

/// <summary>Reads UTF-8 text line by line as bytes, with a limit on the line length.</summary>
internal static class TextLines
{
    /// <summary>Reads lines lazily, without <c>\n</c>, <c>\r\n</c> or a byte-order mark.</summary>
    /// <param name="stream">The text; the stream stays open.</param>
    /// <param name="name">The name of the text in messages.</param>
    /// <param name="longest">The maximum length of a line in bytes.</param>
    /// <exception cref="InputException">While enumerating: a line is longer, or contains a <c>\r</c>, which other readers treat as a line end.</exception>
    public static IEnumerable<byte[]> Read(Stream stream, string name, int longest)
    {
        using var line = new MemoryStream();
        var buffer = new byte[1 << 16];
        var number = 1;
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            for (var start = 0; start < count;)
            {
                var length = buffer.AsSpan(start, count - start).IndexOf((byte)'\n');
                line.Write(buffer, start, length < 0 ? count - start : length);
                if (line.Length > longest + 1)
                {
                    throw new InputException(FormattableString.Invariant($"{name}, line {number}: found a line of more than {longest:N0} bytes, expected shorter lines."));
                }
                start += length < 0 ? count : length + 1;
                if (length >= 0)
                {
                    yield return Whole(line, name, number++);
                }
            }
        }
        if (line.Length > 0)
        {
            yield return Whole(line, name, number);
        }
    }

    private static byte[] Whole(MemoryStream line, string name, int number)
    {
        var bytes = line.GetBuffer().AsSpan(0, (int)line.Length);
        line.SetLength(0);
        bytes = bytes is [.. var text, (byte)'\r'] ? text : bytes;
        if (bytes.Contains((byte)'\r'))
        {
            throw new InputException($"{name}, line {number}: found a carriage return within the line, expected lines that end with a line feed.");
        }
        return (number == 1 && bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes).ToArray();
    }
}
