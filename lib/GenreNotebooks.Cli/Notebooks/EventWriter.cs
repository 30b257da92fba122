using System.Text.Encodings.Web;
using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Sends events as JSON lines; threads of a notebook may print at the same time.</summary>
internal sealed class EventWriter(Stream stream)
{
    // As short as JSON can be: HTML is full of signs that are escaped by default.
    public static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock gate = new();

    public void Send(CellEvent item)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(item, Short);
        lock (gate)
        {
            stream.Write(line);
            stream.WriteByte((byte)'\n');
            stream.Flush();
        }
    }
}
