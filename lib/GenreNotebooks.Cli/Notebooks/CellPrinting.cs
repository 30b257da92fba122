namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// What cells print: of each, the first <see cref="Kept"/> characters are sent at once, on both streams together, and the rest
/// is counted. A cell that prints without end floods neither the pipe nor the memory of who reads it.
/// </summary>
internal sealed class CellPrinting(EventWriter events)
{
    /// <summary>How many characters of a cell's text are kept.</summary>
    public const int Kept = 1_000_000;

    /// <summary>Of which each change between the streams takes as much as it takes in the written files: it begins an output of its own.</summary>
    private const int Change = 100;

    private readonly Lock gate = new();
    private string? last;
    private int room;
    private long leftOut, told;

    public void Begin()
    {
        lock (gate)
        {
            (room, last, leftOut, told) = (Kept, null, 0, 0);
            events.Send(new CellEvent.Started());
        }
    }

    /// <param name="end">How the cell ended; what was left out of its text is told before.</param>
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
            // Not half a character.
            kept -= kept > 0 && kept < text.Length && char.IsHighSurrogate(text[kept - 1]) ? 1 : 0;
            if (kept > 0)
            {
                events.Send(new CellEvent.Printed(stream, text[..kept].ToString()));
            }
            room = kept < text.Length ? 0 : room - kept;
            LeaveOut(text.Length - kept);
        }
    }

    // Told ever more seldom, for a cell that never comes to its end.
    private void LeaveOut(int characters)
    {
        leftOut += characters;
        if (leftOut > 2 * told)
        {
            told = leftOut;
            events.Send(new CellEvent.LeftOut(leftOut, IsAll: false));
        }
    }
}
