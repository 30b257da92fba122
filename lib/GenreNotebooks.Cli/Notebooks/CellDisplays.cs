using System.Globalization;
using GenreNotebooks.Display;
using Microsoft.AspNetCore.Html;

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

    /// <summary>Sends the waiting updates of a cell that failed.</summary>
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

/// <summary>A value that a cell displayed.</summary>
public sealed class DisplayedValue
{
    private readonly Action<object> update;

    internal DisplayedValue(Action<object> update) => this.update = update;

    /// <summary>Replaces the value.</summary>
    public void Update(object? updatedValue) => update(updatedValue!);
}

/// <summary>Functions that cells call without a using, under the names that .NET Interactive gives them.</summary>
#pragma warning disable CA1708, IDE1006 // The engine's names.
public static class CellFunctions
#pragma warning restore CA1708
{
    /// <summary>Shows a value at once, before the cell ends.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">For compatibility with .NET Interactive; ignored, since all forms of the value are kept.</param>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => new(NotebookEngine.Current!.Display(value!));
#pragma warning restore IDE1006

    /// <inheritdoc cref="display"/>
    public static DisplayedValue Display<T>(this T value, params string[] mimeTypes) => display(value, mimeTypes);

    /// <summary>Text that is HTML.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Adds a style sheet to the page.</summary>
    public static void CSS(string content) => display(HTML($"<style>{content}</style>"));

    /// <summary>Adds a script to the page.</summary>
    public static void Javascript(string scriptContent) => display(HTML($"<script>{scriptContent}</script>"));

    /// <summary>Not available without a user.</summary>
    /// <exception cref="InputException">Always.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") => throw new InputException(
        $"GetInputAsync(\"{prompt}\"): nobody answers where a notebook runs by itself. Use a parameter and --set, or run it in {Notebook.OtherEngines}.");
}
