using System.Text;

namespace GenreNotebooks.Files;

/// <summary>The lines of UTF-8 text as bytes, in the memory of one: a stray file may be all one line.</summary>
internal static class TextLines
{
    /// <summary>Reads lines as they are asked for; neither <c>\n</c> nor <c>\r\n</c> nor a byte-order mark is part of one.</summary>
    /// <param name="stream">The text; stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="longest">The most bytes that a line may have.</param>
    /// <exception cref="InputException">While enumerating: a line is longer, or has a <c>\r</c> in it that others take for its end.</exception>
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
                    throw new InputException(FormattableString.Invariant($"{name}, line {number}: found a line of more than {longest:N0} bytes, expected shorter ones."));
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
