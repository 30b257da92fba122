namespace GenreNotebooks.Plots;

/// <summary>
/// Shows how far a cell is: one output whose value is replaced in place, where the engine can do that. Values that come too soon after the
/// last are left out, so that showing takes at most a fiftieth of the time; the newest of them is shown at the end.
/// </summary>
/// <param name="loading">What the values need; none is shown before it is there.</param>
/// <param name="clock">The clock; by default the system's.</param>
internal sealed class LiveDisplay(Func<Task>? loading = null, TimeProvider? clock = null) : IDisposable
{
    private const int TimesTheCost = 50;

    private readonly Lock turn = new();
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly INotebookEngine? engine = NotebookEngine.Current;
    private readonly Task loaded = NotebookEngine.Current is null || loading is null ? Task.CompletedTask : loading();
    private Action<object>? replace;
    private Func<object>? leftOut;
    private long shownAt;
    private TimeSpan cost;

    /// <summary>Shows a value, now or later.</summary>
    /// <param name="value">Makes the value if it is shown.</param>
    public void Show(Func<object> value)
    {
        lock (turn)
        {
            leftOut = value;
            if (loaded.IsCompleted && (replace is null || clock.GetElapsedTime(shownAt) >= TimesTheCost * cost))
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
            ShowNewest();
        }
    }

    private void ShowNewest()
    {
        if (engine is null || leftOut is null)
        {
            return;
        }
        var begun = clock.GetTimestamp();
        var value = leftOut();
        leftOut = null;
        if (replace is null)
        {
            replace = engine.Display(value);
        }
        else
        {
            replace(value);
            cost = clock.GetElapsedTime(begun); // that of the first is mostly the time to load Plotly.NET
        }
        shownAt = clock.GetTimestamp();
    }
}
