using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Stands in for <see cref="Console.Out"/> or <see cref="Console.Error"/> and sends what is written at once.</summary>
internal sealed class CellConsole : TextWriter
{
    private readonly CellPrinting printing;
    private readonly string stream;

    // The first half of a character whose second is still to come: alone it would become another.
    private string half = "";

    public CellConsole(CellPrinting printing, string stream)
    {
        (this.printing, this.stream) = (printing, stream);
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        var first = Interlocked.Exchange(ref half, "");
        if (buffer.Length > 0 && char.IsHighSurrogate(buffer[^1]))
        {
            half = buffer[^1].ToString();
            buffer = buffer[..^1];
        }
        printing.Print(stream, first.Length > 0 ? string.Concat(first, buffer) : buffer);
    }

    // One event a line, not one for the text and one for its end.
    public override void WriteLine(string? value) => Write(value + "\n");
}
