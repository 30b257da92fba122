using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GenreNotebooks.Files;

namespace GenreNotebooks.Native;

/// <summary>
/// A copy of TorchSharp's shim that also loads with a C++ library that stops at GLIBCXX_3.4.30. The shim requires GLIBCXX_3.4.32 but
/// uses nothing from it, so the copy marks that version as weak, and the loader ignores that it is missing.
/// </summary>
internal static class ShimCopy
{
    private const string UnusedVersion = "GLIBCXX_3.4.32";
    private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const byte Weak = 2; // VER_FLG_WEAK

    /// <summary>Writes the copy unless it already exists, and returns its path; null if the shim does not require that version.</summary>
    /// <exception cref="InputException">The cache folder cannot be written.</exception>
    public static string? Create(string shim, string cacheFolder)
    {
        var image = File.ReadAllBytes(shim);
        var name = $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(image))}.so";
        if (FindFlags(image) is not { } flags)
        {
            return null;
        }
        image[flags] |= Weak;
        var copy = Path.Combine(cacheFolder, name);
        // Never load a different or incomplete file with that name.
        if (!Holds(copy, image))
        {
            Write(copy, image);
        }
        return copy;
    }

    /// <summary>The position of the low byte of the unused version's <c>vna_flags</c> in a 64-bit little-endian ELF image.</summary>
    internal static int? FindFlags(ReadOnlySpan<byte> image)
    {
        try
        {
            if (!image.StartsWith("\u007fELF\u0002\u0001"u8))
            {
                return null;
            }
            var sections = (int)Int64(image, 0x28);
            var (size, count) = (Int16(image, 0x3a), Int16(image, 0x3c));
            for (var section = sections; section < sections + (size * count); section += size)
            {
                if (Int32(image, section + 4) == unchecked((int)VersionNeedSection))
                {
                    var names = sections + (size * Int32(image, section + 0x28));
                    return FindFlags(image, (int)Int64(image, section + 0x18), Int32(image, section + 0x2c), (int)Int64(image, names + 0x18));
                }
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            // An offset points outside the file: not a readable shim.
        }
        return null;
    }

    private static int? FindFlags(ReadOnlySpan<byte> image, int need, int files, int names)
    {
        for (; files > 0; files--, need += Int32(image, need + 12))
        {
            var entry = need + Int32(image, need + 8);
            for (var versions = Int16(image, need + 2); versions > 0; versions--, entry += Int32(image, entry + 12))
            {
                var name = image[(names + Int32(image, entry + 8))..];
                if (name.StartsWith(Encoding.ASCII.GetBytes(UnusedVersion + '\0')))
                {
                    return entry + 4;
                }
            }
        }
        return null;
    }

    private static bool Holds(string file, byte[] content)
    {
        try
        {
            return File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Write(string copy, byte[] content)
    {
        try
        {
            AtomicFile.Write(copy, stream => stream.Write(content));
        }
        catch (InputException exception)
        {
            throw new InputException(
                $"LibTorch needs a writable folder for one file of 2.4 MB. {exception.Message}. " +
                "Set XDG_CACHE_HOME to a writable folder.", exception);
        }
    }

    private static int Int16(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image[at..]);

    private static int Int32(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadInt32LittleEndian(image[at..]);

    private static long Int64(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadInt64LittleEndian(image[at..]);
}
