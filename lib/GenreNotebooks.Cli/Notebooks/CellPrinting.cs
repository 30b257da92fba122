using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// What cells print: the first <see cref="Kept"/> characters of each, on both streams together, are sent at once and the rest
/// is counted. So an endless print loop floods neither the pipe nor the memory of the parent.
/// </summary>
internal sealed class CellPrinting(EventWriter events)
{
    /// <summary>The characters kept of a cell's text.</summary>
    public const int Kept = 1_000_000;

    /// <summary>The characters that a switch between the streams counts as: in the written file it begins a new output.</summary>
    private const int Change = 100;

    private readonly Lock gate = new();
    private string? last;
    private int room;
    private long leftOut, reported;

    public void Begin()
    {
        lock (gate)
        {
            (room, last, leftOut, reported) = (Kept, null, 0, 0);
            events.Send(new CellEvent.Started());
        }
    }

    /// <param name="end">How the cell ended; sent after the number of characters left out.</param>
    public void End(CellEvent end)
    {
        lock (gate)
        {
            if (leftOut > 0)
            {
                events.Send(new CellEvent.LeftOut(leftOut, IsAll: true));
            }
            events.Send(end);
        }
    }

    public void Print(string stream, ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            room = Math.Max(0, last is null || last == stream ? room : room - Change);
            last = stream;
            int kept = Math.Min(text.Length, room);
            // Not half a surrogate pair.
            kept -= kept > 0 && kept < text.Length && char.IsHighSurrogate(text[kept - 1]) ? 1 : 0;
            if (kept > 0)
            {
                events.Send(new CellEvent.Printed(stream, text[..kept].ToString()));
            }
            room = kept < text.Length ? 0 : room - kept;
            LeaveOut(text.Length - kept);
        }
    }

    // Less and less often, for a cell that never ends.
    private void LeaveOut(int characters)
    {
        leftOut += characters;
        if (leftOut > 2 * reported)
        {
            reported = leftOut;
            events.Send(new CellEvent.LeftOut(leftOut, IsAll: false));
        }
    }
}

/// <summary>Replaces <see cref="Console.Out"/> or <see cref="Console.Error"/> in the process of a notebook and sends text at once.</summary>
internal sealed class CellConsole : TextWriter
{
    private readonly CellPrinting printing;
    private readonly string stream;

    // The first half of a surrogate pair whose second half is still to come.
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

    // One event per line, not one for the text and one for its end.
    public override void WriteLine(string? value) => Write(value + "\n");
}
