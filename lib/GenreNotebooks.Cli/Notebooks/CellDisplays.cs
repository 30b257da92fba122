using System.Diagnostics;
using System.Globalization;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// What cells show before they end. A new value is sent at once. An update waits until fifty times as long has passed as the last
/// sending took, or for the end of the cell, so that a plot that grows costs its cell 2 %.
/// </summary>
internal sealed class CellDisplays(EventWriter events) : INotebookEngine
{
    /// <summary>How many characters of what a cell displays are kept, and how many values.</summary>
    public const int Kept = CellValue.Largest, Most = 1_000;

    private const int Share = 50;

    private static readonly long Soonest = Stopwatch.Frequency / 10, Latest = 10 * Stopwatch.Frequency;

    private readonly Lock gate = new();
    private readonly Dictionary<Place, object?> waiting = [];
    private int count;
    private long room;

    /// <summary>Never: an interrupted run ends the process of the notebook.</summary>
    public CancellationToken Interruption => CancellationToken.None;

    public void Begin()
    {
        lock (gate)
        {
            room = Kept;
        }
    }

    public Action<object> Display(object value)
    {
        lock (gate)
        {
            var place = new Place(++count);
            if (room >= 0)
            {
                Send(place, value);
            }
            return update => Update(place, update);
        }
    }

    /// <summary>Sends the updates that still wait, then what the cell ends on.</summary>
    public void End(object? value)
    {
        SendWaiting();
        if (value is not null and not DisplayedValue)
        {
            events.Send(CellValue.Show(value));
        }
    }

    /// <summary>Sends the updates that still wait, for a cell that failed already.</summary>
    public void Abandon()
    {
        try
        {
            SendWaiting();
        }
        catch (Exception)
        {
            // One failure is enough.
        }
    }

    private void SendWaiting()
    {
        lock (gate)
        {
            foreach (var (place, value) in waiting.ToList())
            {
                Send(place, value);
            }
        }
    }

    private void Update(Place place, object? value)
    {
        lock (gate)
        {
            if (Stopwatch.GetTimestamp() < place.Next)
            {
                waiting[place] = value;
            }
            else if (place.Next > 0)
            {
                Send(place, value);
            }
        }
    }

    private void Send(Place place, object? value)
    {
        var begun = Stopwatch.GetTimestamp();
        waiting.Remove(place);
        var shown = CellValue.Show(value);
        var size = Math.Max(Kept / Most, shown.Text.Length + (shown.Html?.Length ?? 0) + (shown.Figure?.Length ?? 0));
        room += place.Size - size;
        place.Size = size;
        events.Send((room >= 0 ? shown : LeftOut) with { Display = place.Number });
        var now = Stopwatch.GetTimestamp();
        place.Next = now + Math.Clamp(Share * (now - begun), Soonest, Latest);
    }

    private static CellEvent.Shown LeftOut { get; } = new(
        string.Create(CultureInfo.InvariantCulture, $"… left out: of what a cell displays, up to {Most:N0} values and {Kept:N0} characters are kept."), null, null);

    /// <summary>Where a value shows, and where its updates follow.</summary>
    private sealed class Place(int number)
    {
        public int Number { get; } = number;

        public long Size { get; set; }

        /// <summary>The time of the next update; 0 for what is left out.</summary>
        public long Next { get; set; }
    }
}
