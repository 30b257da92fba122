namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>A clock that stands still until it is advanced; its timers then ring on the thread that advances it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly List<Timer> timers = [];
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public int Timers => timers.Count;

    public override long GetTimestamp() => Interlocked.Read(ref now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state), now + dueTime.Ticks, period);
        timers.Add(timer);
        return timer;
    }

    public void Advance(double seconds)
    {
        var end = now + TimeSpan.FromSeconds(seconds).Ticks;
        while (timers.MinBy(timer => timer.Due) is { } next && next.Due <= end)
        {
            Interlocked.Exchange(ref now, next.Due);
            next.Ring();
        }
        Interlocked.Exchange(ref now, end);
    }

    private sealed class Timer(ManualClock clock, Action ring, long due, TimeSpan period) : ITimer
    {
        public long Due { get; private set; } = due;

        public void Ring()
        {
            Due += period.Ticks;
            ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => clock.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
