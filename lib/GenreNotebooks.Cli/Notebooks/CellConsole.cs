using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Stands in for <see cref="Console.Out"/> or <see cref="Console.Error"/> and sends what is written at once.</summary>
internal sealed class CellConsole : TextWriter
{
    private readonly EventWriter events;
    private readonly string stream;

    public CellConsole(EventWriter events, string stream)
    {
        (this.events, this.stream) = (events, stream);
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            events.Send(new CellEvent.Printed(stream, value));
        }
    }

    // One event a line, not one for the text and one for its end.
    public override void WriteLine(string? value) => Write(value + "\n");
}
