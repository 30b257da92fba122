using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Stands in for <see cref="Console.Out"/> or <see cref="Console.Error"/> and sends what is written at once.</summary>
internal sealed class CellConsole : TextWriter
{
    private readonly EventWriter _events;
    private readonly string _stream;

    public CellConsole(EventWriter events, string stream)
    {
        (_events, _stream) = (events, stream);
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _events.Send(new CellEvent.Printed(_stream, value));
        }
    }

    // One event a line, not one for the text and one for its end.
    public override void WriteLine(string? value) => Write(value + "\n");
}
