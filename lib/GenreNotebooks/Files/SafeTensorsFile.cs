using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace GenreNotebooks.Files;

/// <summary>
/// Named tensors in the safetensors format, which Python's <c>safetensors.torch.load_file</c> reads: the length of the header, the header
/// in JSON, then the numbers, little-endian. Reading a file executes no code, and every length is checked before memory is allocated.
/// </summary>
internal sealed class SafeTensorsFile
{
    private const int LengthBytes = 8, MaxHeaderBytes = 16 << 20, Alignment = 8;
    private const string MetadataKey = "__metadata__";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Stream stream;
    private readonly string place;
    private readonly string advice;
    private readonly long dataStart;
    private readonly Dictionary<string, Entry> entries = [];

    private SafeTensorsFile(Stream stream, string place, string advice, long dataStart) =>
        (this.stream, this.place, this.advice, this.dataStart) = (stream, place, advice, dataStart);

    private sealed record Entry(string Type, long[] Shape, long Start, long End);

    /// <summary>The names of the tensors.</summary>
    public IReadOnlyCollection<string> Names => entries.Keys;

    /// <summary>The file's metadata.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>The shape of a tensor.</summary>
    public long[] ShapeOf(string name) => entries[name].Shape;

    /// <summary>The type of a tensor's numbers.</summary>
    public ScalarType TypeOf(string name) => entries[name].Type switch
    {
        "F32" => ScalarType.Float32,
        "F64" => ScalarType.Float64,
        "I32" => ScalarType.Int32,
        _ => ScalarType.Int64,
    };

    /// <summary>Writes tensors.</summary>
    /// <param name="stream">The stream to write to.</param>
    /// <param name="tensors">The tensors, float32, float64, int32 or int64, with unique names.</param>
    /// <param name="metadata">The file's metadata.</param>
    public static void Write(Stream stream, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new Dictionary<string, object> { [MetadataKey] = metadata };
        var end = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var start = end;
            var type = TypeOf(tensor.dtype);
            end += tensor.numel() * BytesOf(type);
            header.Add(name, new { dtype = type, shape = tensor.shape, data_offsets = new[] { start, end } });
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padding = (Alignment - (json.Length % Alignment)) % Alignment;
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
        stream.Write(length);
        stream.Write(json);
        stream.Write("        "u8[..padding]); // the format pads with spaces: the numbers begin at a multiple of 8
        foreach (var (_, tensor) in tensors)
        {
            using var plain = tensor.detach().cpu().contiguous();
            stream.Write(plain.bytes);
        }
    }

    /// <summary>Reads the header of a file and checks it against the file's length.</summary>
    /// <param name="stream">The file; it must stay open while tensors are read.</param>
    /// <param name="place">The file's name in messages.</param>
    /// <param name="advice">The way out that messages suggest.</param>
    /// <exception cref="InputException">The file is not a safetensors file, or it is truncated.</exception>
    public static SafeTensorsFile Open(Stream stream, string place, string advice)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        if (stream.ReadAtLeast(length, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
        {
            throw Invalid(place, advice, $"it has {stream.Length} bytes");
        }
        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerLength is <= 0 or > MaxHeaderBytes || headerLength > stream.Length - LengthBytes)
        {
            throw Invalid(place, advice, $"its first 8 bytes announce a header of {(ulong)headerLength} bytes, and {stream.Length - LengthBytes} follow");
        }
        var header = new byte[headerLength];
        stream.ReadExactly(header);
        var file = new SafeTensorsFile(stream, place, advice, LengthBytes + headerLength);
        try
        {
            using var json = JsonDocument.Parse(header, Strict);
            file.ReadHeader(json.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw Invalid(place, advice, $"its header does not describe tensors ({exception.Message})", exception);
        }
        file.CheckLength();
        return file;
    }

    /// <summary>Reads a tensor's numbers.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="into">The tensor to fill, on the CPU, of the expected shape.</param>
    /// <param name="finite">Whether all numbers must be finite.</param>
    /// <exception cref="InputException">The tensor is missing, has another type or shape, or contains a number that is not finite.</exception>
    public void Read(string name, Tensor into, bool finite = true)
    {
        Require(name, into.dtype, into.shape);
        using var plain = into.detach();
        stream.Position = dataStart + entries[name].Start;
        stream.ReadExactly(plain.bytes);
        if (finite && !IsFinite(plain))
        {
            throw new InputException($"{place}: the tensor '{MessageText.Shortened(name)}' contains NaN or infinity, expected finite numbers. The file is damaged. {advice}");
        }
    }

    /// <summary>Checks that a tensor exists and has a type and a shape.</summary>
    /// <exception cref="InputException">The tensor is missing, or has another type or shape.</exception>
    public void Require(string name, ScalarType type, params ReadOnlySpan<long> shape)
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            throw new InputException($"{place}: found no tensor '{name}', which this model's options require. The files do not belong to the same model.");
        }
        if (entry.Type != TypeOf(type) || !shape.SequenceEqual(entry.Shape))
        {
            throw new InputException($"{place}: the tensor '{MessageText.Shortened(name)}' is {entry.Type} [{string.Join(", ", entry.Shape)}], "
                + $"expected {TypeOf(type)} [{string.Join(", ", shape.ToArray())}] for the options and genres of this model.");
        }
    }

    /// <summary>The message for a tensor with numbers that cannot be right.</summary>
    public InputException InvalidNumbers(string name, string found, string expected) =>
        new($"{place}: the tensor '{MessageText.Shortened(name)}' has {found}, expected {expected}. The file is damaged. {advice}");

    private static bool IsFinite(Tensor tensor)
    {
        using var finite = tensor.isfinite();
        using var all = finite.all();
        return all.item<bool>();
    }

    private void ReadHeader(JsonElement header)
    {
        foreach (var property in header.EnumerateObject())
        {
            if (property.Name == MetadataKey)
            {
                foreach (var entry in property.Value.EnumerateObject())
                {
                    Metadata.Add(entry.Name, entry.Value.GetString()!);
                }
                continue;
            }
            var offsets = Whole(property.Value.GetProperty("data_offsets"));
            if (offsets.Length != 2)
            {
                throw new FormatException($"'{MessageText.Shortened(property.Name)}' has {offsets.Length} offsets instead of 2");
            }
            entries.Add(property.Name, new(property.Value.GetProperty("dtype").GetString()!, Whole(property.Value.GetProperty("shape")), offsets[0], offsets[1]));
        }
    }

    private static long[] Whole(JsonElement array) => [.. array.EnumerateArray().Select(element =>
        element.GetInt64() is var value && value >= 0 ? value : throw new FormatException(FormattableString.Invariant($"a length of {value}")))];

    /// <summary>Checks that the tensors fill the rest of the file without gaps, each with the length that its shape gives.</summary>
    private void CheckLength()
    {
        var end = 0L;
        foreach (var (name, entry) in entries.OrderBy(entry => entry.Value.Start).ThenBy(entry => entry.Value.End))
        {
            if (entry.Type is not ("F32" or "F64" or "I32" or "I64"))
            {
                throw Invalid(place, advice, $"the tensor '{MessageText.Shortened(name)}' is of type {entry.Type}, expected F32, F64, I32 or I64");
            }
            var bytes = entry.Shape.Aggregate((UInt128)BytesOf(entry.Type), (product, size) => product > long.MaxValue ? product : product * (ulong)size);
            if (entry.Start != end || (UInt128)(entry.End - entry.Start) != bytes)
            {
                throw Invalid(place, advice, $"the tensor '{MessageText.Shortened(name)}' of shape [{string.Join(", ", entry.Shape)}] is at bytes {entry.Start} to {entry.End}, expected {end} to {bytes + (UInt128)end}");
            }
            end = entry.End;
        }
        if (stream.Length != dataStart + end)
        {
            throw Invalid(place, advice, $"it has {stream.Length} bytes, expected {dataStart + end}");
        }
    }

    private static string TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.Float64 => "F64",
        ScalarType.Int32 => "I32",
        ScalarType.Int64 => "I64",
        _ => throw new InputException($"A network has a tensor of {type}: only those of Float32, Float64, Int32 and Int64 can be saved."),
    };

    private static int BytesOf(string type) => type is "F64" or "I64" ? 8 : 4;

    private static InputException Invalid(string place, string advice, string found, Exception? inner = null) =>
        new($"{place} is not a complete safetensors file: {found}. {advice}", inner!);
}
