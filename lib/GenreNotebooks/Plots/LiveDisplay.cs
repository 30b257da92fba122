using GenreNotebooks.Display;

namespace GenreNotebooks.Plots;

/// <summary>
/// Shows how far a cell is: one output whose value is replaced in place, where the engine can do that. Values that come too soon after the
/// last are left out, so that showing takes at most a fiftieth of the time; the newest of them is shown at the end.
/// </summary>
/// <param name="begin">What stands there before the first value, which gives the output its place in the cell.</param>
/// <param name="loading">What the values need; none is shown before it is there.</param>
/// <param name="clock">The clock; by default the system's.</param>
internal sealed class LiveDisplay(string begin, Func<Task>? loading = null, TimeProvider? clock = null) : IDisposable
{
    private const int TimesTheCost = 50;

    private readonly Lock turn = new();
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly Action<object>? replace = NotebookEngine.Current?.Display(new Begin(begin));
    private readonly Task loaded = NotebookEngine.Current is null || loading is null ? Task.CompletedTask : loading();
    private Func<object>? leftOut;
    private long? shownAt;
    private TimeSpan cost;

    /// <summary>Shows a value, now or later.</summary>
    /// <param name="value">Makes the value if it is shown.</param>
    public void Show(Func<object> value)
    {
        lock (turn)
        {
            leftOut = value;
            if (loaded.IsCompleted && (shownAt is not { } last || clock.GetElapsedTime(last) >= TimesTheCost * cost))
            {
                ShowNewest();
            }
        }
    }

    /// <summary>Shows the newest value, if it was left out.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            if (leftOut is null && shownAt is null)
            {
                replace?.Invoke(new Begin("Nothing came to show."));
            }
            ShowNewest();
        }
    }

    private void ShowNewest()
    {
        if (replace is null || leftOut is null)
        {
            return;
        }
        var begun = clock.GetTimestamp();
        replace(leftOut());
        leftOut = null;
        // The time of the first is mostly that to load Plotly.NET.
        cost = shownAt is null ? TimeSpan.Zero : clock.GetElapsedTime(begun);
        shownAt = clock.GetTimestamp();
    }

    [TypeFormatterSource(typeof(HtmlFormatterSource))]
    private sealed class Begin(string text) : IHtmlDisplay
    {
        public string ToHtml() => $"<p>{text}</p>";

        public override string ToString() => text;
    }
}
