using System.Text;

namespace GenreNotebooks.Tests.Fuzz;

/// <summary>Small damage to bytes, as disks, editors, other programs and people do it.</summary>
internal static class Mutation
{
    private static readonly byte[][] Special =
    [
        [0], [0xff], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0xed, 0xa0, 0x80], [0xc3], "\n"u8.ToArray(), "\r"u8.ToArray(), "\r\n"u8.ToArray(), "\""u8.ToArray(), "\"\""u8.ToArray(),
        ","u8.ToArray(), ";"u8.ToArray(), "\t"u8.ToArray(), "\\"u8.ToArray(), "\u001b[2J"u8.ToArray(), "\u2028"u8.ToArray(), "\u202e"u8.ToArray(), "😀"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(),
        "null"u8.ToArray(), "\\u0000"u8.ToArray(), "\\ud800"u8.ToArray(), "[PAD]"u8.ToArray(), "##"u8.ToArray(), "../"u8.ToArray(),
    ];

    private static readonly string[] Numbers =
        ["0", "-1", "1", "2147483647", "2147483648", "-2147483648", "9223372036854775807", "1e999", "-1e999", "1e39", "1e-400", "NaN", "Infinity", "0x1F", "0,5", "1_000", "٣", "", "00", "-0", "+5", " 5 ", "0.1.2"];

    private static readonly Func<byte[], Random, byte[]>[] Ways =
        [FlipBit, FlipBit, Truncate, Remove, Repeat, Insert, Insert, Swap, EditNumber, EditNumber, RemoveLine, RepeatLine, RemoveField, RepeatField];

    /// <summary>One to four damages.</summary>
    public static byte[] Of(byte[] bytes, IReadOnlyList<byte[]> others, Random random)
    {
        for (var left = 1 + random.Next(4); left > 0; left--)
        {
            bytes = random.Next(12) == 0 ? Splice(bytes, others[random.Next(others.Count)], random) : Ways[random.Next(Ways.Length)](bytes, random);
        }
        return bytes;
    }

    private static byte[] FlipBit(byte[] bytes, Random random)
    {
        byte[] flipped = [.. bytes];
        if (flipped.Length > 0)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }
        return flipped;
    }

    private static byte[] Truncate(byte[] bytes, Random random) => bytes[..random.Next(bytes.Length + 1)];

    private static byte[] Remove(byte[] bytes, Random random)
    {
        var (start, end) = Span(bytes, random);
        return [.. bytes[..start], .. bytes[end..]];
    }

    private static byte[] Repeat(byte[] bytes, Random random)
    {
        var (start, end) = Span(bytes, random);
        return [.. bytes[..end], .. bytes[start..]];
    }

    private static byte[] Insert(byte[] bytes, Random random)
    {
        var place = random.Next(bytes.Length + 1);
        return [.. bytes[..place], .. Special[random.Next(Special.Length)], .. bytes[place..]];
    }

    private static byte[] Swap(byte[] bytes, Random random)
    {
        var (start, end) = Span(bytes, random);
        return [.. bytes[end..], .. bytes[start..end], .. bytes[..start]];
    }

    private static byte[] Splice(byte[] bytes, byte[] other, Random random) => [.. bytes[..random.Next(bytes.Length + 1)], .. other[random.Next(other.Length + 1)..]];

    private static byte[] EditNumber(byte[] bytes, Random random)
    {
        var start = From(bytes, random, letter => letter is >= (byte)'0' and <= (byte)'9');
        var end = start;
        while (end < bytes.Length && bytes[end] is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'e' or (byte)'-')
        {
            end++;
        }
        return [.. bytes[..start], .. Encoding.UTF8.GetBytes(Numbers[random.Next(Numbers.Length)]), .. bytes[end..]];
    }

    private static byte[] RemoveLine(byte[] bytes, Random random) => Piece(bytes, (byte)'\n', random, times: 0);

    private static byte[] RepeatLine(byte[] bytes, Random random) => Piece(bytes, (byte)'\n', random, times: 2);

    private static byte[] RemoveField(byte[] bytes, Random random) => Piece(bytes, (byte)',', random, times: 0);

    private static byte[] RepeatField(byte[] bytes, Random random) => Piece(bytes, (byte)',', random, times: 2);

    /// <summary>What stands between two separators, so many times.</summary>
    private static byte[] Piece(byte[] bytes, byte separator, Random random, int times)
    {
        var start = From(bytes, random, letter => letter == separator);
        var length = start < bytes.Length ? bytes.AsSpan(start + 1).IndexOf(separator) : -1;
        var end = length < 0 ? bytes.Length : start + 1 + length;
        return [.. bytes[..start], .. Enumerable.Repeat(bytes[start..end], times).SelectMany(piece => piece), .. bytes[end..]];
    }

    private static int From(byte[] bytes, Random random, Func<byte, bool> fits)
    {
        var start = random.Next(bytes.Length + 1);
        while (start < bytes.Length && !fits(bytes[start]))
        {
            start++;
        }
        return start;
    }

    private static (int Start, int End) Span(byte[] bytes, Random random)
    {
        var start = random.Next(bytes.Length + 1);
        return (start, start + random.Next(Math.Min(64, bytes.Length - start) + 1));
    }
}
