namespace GenreNotebooks.Display;

/// <summary>
/// Limits how often a cell replaces an output: the next update is due after fifty times the duration of the last one, and no sooner than
/// 0.1 s. So updates take at most 2 % of the time.
/// </summary>
/// <param name="clock">The clock; by default the system's.</param>
public sealed class UpdatePace(TimeProvider? clock = null)
{
    private const int TimesItsDuration = 50;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1);

    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private TimeSpan wait;
    private long updated;

    /// <summary>Whether enough time has passed since the last update.</summary>
    public bool IsDue => clock.GetElapsedTime(updated) >= wait;

    /// <summary>Runs an update and measures its duration.</summary>
    public void Update(Action update)
    {
        ArgumentNullException.ThrowIfNull(update);
        var begun = clock.GetTimestamp();
        update();
        updated = clock.GetTimestamp();
        var duration = TimesItsDuration * clock.GetElapsedTime(begun, updated);
        wait = duration > Shortest ? duration : Shortest;
    }
}
