using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// The binary format of a table of tokenized songs: the SHA-256 of the rest, a magic number, the format's version, the checksums of the two
/// files that the songs were made from, then the columns as in memory.
/// </summary>
internal static class SongTableFile
{
    /// <summary>Increase it whenever this format, the contents of a column, or any song's tokens change.</summary>
    internal const int Version = 3;

    private const uint MagicNumber = 0x67_6e_73_74; // reads as another number in another byte order

    /// <summary>Writes songs, then the checksum at the beginning.</summary>
    public static void Write(Stream stream, SongTable songs, SongChecksums checksums)
    {
        using var sha256 = SHA256.Create();
        stream.Write(new byte[SHA256.HashSizeInBytes]);
        using (var hashed = new CryptoStream(stream, sha256, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashed, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(MagicNumber);
            writer.Write(Version);
            writer.Write(checksums.Songs);
            writer.Write(checksums.Vocabulary);
            writer.Write(songs.MaxLength);
            writer.Write(songs.VocabularySize);
            Write(writer, songs.Tokens);
            Write(writer, songs.Features);
            Write(writer, songs.ReleaseYears);
            Write(writer, songs.Genres);
            Write(writer, songs.Artists);
            Write(writer, songs.Titles);
        }
        stream.Position = 0;
        stream.Write(sha256.Hash);
    }

    /// <summary>Reads songs; null if the bytes are unreadable, incomplete, in another format or of other songs.</summary>
    public static SongTable? Read(Stream stream, SongChecksums checksums)
    {
        try
        {
            var sha256 = new byte[SHA256.HashSizeInBytes];
            stream.ReadExactly(sha256);
            if (!SHA256.HashData(stream).AsSpan().SequenceEqual(sha256))
            {
                return null;
            }
            stream.Position = sha256.Length;
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            return Fits(reader, checksums) ? NullUnlessConsistent(ReadColumns(reader)) : null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
        {
            return null;
        }
    }

    private static bool Fits(BinaryReader reader, SongChecksums checksums) =>
        reader.ReadUInt32() == MagicNumber && reader.ReadInt32() == Version
        && reader.ReadString() == checksums.Songs && reader.ReadString() == checksums.Vocabulary;

    private static SongTable ReadColumns(BinaryReader reader)
    {
        var (maxLength, vocabularySize) = (reader.ReadInt32(), reader.ReadInt32());
        return new(
            ReadRows<int>(reader), ReadRows<float>(reader), ReadArray<int>(reader), ReadCategorical(reader), ReadCategorical(reader), ReadRows<int>(reader), maxLength, vocabularySize);
    }

    /// <summary>Returns the songs if their columns are consistent, else null: the checksum detects damage, but not a crafted file.</summary>
    private static SongTable? NullUnlessConsistent(SongTable songs)
    {
        var count = songs.Count;
        var consistent = count > 0 && songs.Tokens.Count == count && songs.Features.Count == count && songs.Titles.Count == count && songs.VocabularySize > 0
            && songs.Tokens.Blocks.Concat(songs.Titles.Blocks).All(ids => !ids.AsSpan().ContainsAnyExceptInRange(0, songs.VocabularySize - 1))
            && IsConsistent(songs.Genres, count) && IsConsistent(songs.Artists, count);
        for (var song = 0; consistent && song < count; song++)
        {
            var length = songs.Tokens.LengthOf(song);
            consistent = length >= 2 && length <= songs.MaxLength && songs.Features.LengthOf(song) == EngineeredFeatures.Names.Count;
        }
        return consistent ? songs : null;
    }

    private static bool IsConsistent(Categorical column, int count) =>
        column.Codes.Length == count && column.Categories.Length > 0
        && !column.Codes.AsSpan().ContainsAnyExceptInRange(0, column.Categories.Length - 1);

    private static void Write<T>(BinaryWriter writer, T[] values) where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    /// <summary>Writes the start of each row, then the values of all rows.</summary>
    private static void Write<T>(BinaryWriter writer, RaggedArray<T> rows) where T : unmanaged
    {
        Write(writer, rows.Starts.ToArray());
        foreach (var block in rows.Blocks)
        {
            writer.Write(MemoryMarshal.AsBytes(block.AsSpan()));
        }
    }

    private static void Write(BinaryWriter writer, Categorical column)
    {
        writer.Write(column.Categories.Length);
        Array.ForEach(column.Categories, writer.Write);
        Write(writer, column.Codes);
    }

    private static T[] ReadArray<T>(BinaryReader reader) where T : unmanaged =>
        ReadArray<T>(reader, ReadCount(reader, Unsafe.SizeOf<T>()));

    private static T[] ReadArray<T>(BinaryReader reader, int count) where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(count);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static RaggedArray<T> ReadRows<T>(BinaryReader reader) where T : unmanaged
    {
        var starts = ReadArray<int>(reader);
        if (starts.Length == 0 || starts[0] != 0 || starts[^1] > BytesLeft(reader) / Unsafe.SizeOf<T>()
            || starts.Zip(starts.Skip(1)).Any(row => row.First > row.Second))
        {
            throw new InvalidDataException();
        }
        var blocks = starts[..^1].Chunk(RaggedArray<T>.BlockRows).Select(rows => rows[0]).Append(starts[^1]).ToArray();
        return new(starts, [.. blocks.Zip(blocks.Skip(1), (start, end) => ReadArray<T>(reader, end - start))]);
    }

    private static Categorical ReadCategorical(BinaryReader reader)
    {
        var categories = new string[ReadCount(reader, 1)];
        for (var place = 0; place < categories.Length; place++)
        {
            categories[place] = reader.ReadString();
        }
        return new(categories, ReadArray<int>(reader));
    }

    /// <summary>Reads a number of items, and checks that the rest of the stream is long enough for them.</summary>
    private static int ReadCount(BinaryReader reader, int bytesEach)
    {
        var count = reader.ReadInt32();
        return count >= 0 && count <= BytesLeft(reader) / bytesEach ? count : throw new InvalidDataException();
    }

    private static long BytesLeft(BinaryReader reader) => reader.BaseStream.Length - reader.BaseStream.Position;
}
