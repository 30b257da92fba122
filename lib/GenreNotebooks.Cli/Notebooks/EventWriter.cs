using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Sends events as JSON lines; threads of a notebook may print at the same time.</summary>
internal sealed class EventWriter(Stream stream)
{
    private readonly Lock gate = new();

    public void Send(CellEvent item)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(item);
        lock (gate)
        {
            stream.Write([.. line, (byte)'\n']);
            stream.Flush();
        }
    }
}
