namespace GenreNotebooks.Data;

/// <summary>How often a download is tried, and how long is waited in between: longer each time, and out of step with others.</summary>
internal sealed record BackOff
{
    /// <summary>How many tries in a row may get no further.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>The wait before the second try; each further one is twice as long.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that a server is left alone when it asks for that (Retry-After).</summary>
    public TimeSpan LongestAsked { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Draws from 0 up to 1.</summary>
    public Func<double> Draw { get; init; } = Random.Shared.NextDouble;

    /// <summary>Waits.</summary>
    public Func<TimeSpan, CancellationToken, Task> Wait { get; init; } = Task.Delay;

    /// <summary>The wait before a try: what its number asks for, a quarter more or less, or what the server asks for if that is longer.</summary>
    /// <param name="number">The number of the try, 2 for the first that follows.</param>
    /// <param name="asked">What the server asks for.</param>
    public TimeSpan Before(int number, TimeSpan asked)
    {
        var own = First * Math.Pow(2, number - 2) * (0.75 + (Draw() / 2));
        return own > asked ? own : asked;
    }
}
