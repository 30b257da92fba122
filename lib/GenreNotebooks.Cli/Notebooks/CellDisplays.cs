using System.Globalization;
using GenreNotebooks.Display;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// The values that cells show before they end. A new value is sent at once. An update is sent when <see cref="UpdatePace"/> allows it,
/// or at the end of the cell.
/// </summary>
internal sealed class CellDisplays(EventWriter events) : INotebookEngine
{
    /// <summary>The most characters and values that are kept of the displays of a cell.</summary>
    public const int Kept = CellValue.Largest, Most = 1_000;

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
            if (room < 0)
            {
                return _ => { };
            }
            var place = new Place(++count);
            Send(place, value);
            return update => Update(place, update);
        }
    }

    /// <summary>Sends the updates that still wait, then the value that the cell ends on.</summary>
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
            if (place.Pace.IsDue)
            {
                Send(place, value);
            }
            else
            {
                waiting[place] = value;
            }
        }
    }

    private void Send(Place place, object? value)
    {
        waiting.Remove(place);
        place.Pace.Update(() =>
        {
            var shown = CellValue.Show(value);
            var size = Math.Max(Kept / Most, shown.Text.Length + (shown.Html?.Length ?? 0) + (shown.Figure?.Length ?? 0));
            room += place.Size - size;
            place.Size = size;
            events.Send((room >= 0 ? shown : LeftOut) with { Display = place.Number });
        });
    }

    private static CellEvent.Shown LeftOut { get; } = new(
        string.Create(CultureInfo.InvariantCulture, $"… left out: a cell displays at most {Most:N0} values and {Kept:N0} characters."), null, null);

    /// <summary>The place of a value and its updates.</summary>
    private sealed class Place(int number)
    {
        public int Number { get; } = number;

        public long Size { get; set; }

        public UpdatePace Pace { get; } = new();
    }
}
