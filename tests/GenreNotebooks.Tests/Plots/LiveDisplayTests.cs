using GenreNotebooks.Plots;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

[Collection<Alone>]
public sealed class LiveDisplayTests : IDisposable, INotebookEngine
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<string> shown = [];

    public LiveDisplayTests() => NotebookEngine.Current = this;

    public void Dispose() => NotebookEngine.Current = null;

    CancellationToken INotebookEngine.Interruption => CancellationToken.None;

    Action<object> INotebookEngine.Display(object value)
    {
        shown.Add($"{value}");
        return next => shown.Add($"{next}");
    }

    [Fact]
    public void Its_place_is_there_at_once_and_values_follow()
    {
        using var display = new LiveDisplay("soon", clock: clock);
        Assert.Equal(["soon"], shown);
        display.Show(() => "one");
        Assert.Equal(["soon", "one"], shown);
    }

    [Fact]
    public void Showing_takes_a_fiftieth_of_the_time_and_the_last_value_is_shown_whenever_it_came()
    {
        using (var display = new LiveDisplay("soon", clock: clock))
        {
            foreach (var second in Enumerable.Range(0, 120))
            {
                display.Show(() => Drawn($"{second}")); // half a second each
                clock.Advance(TimeSpan.FromMilliseconds(500));
            }
        }
        // The first value's time does not count: it loads what draws. From the second on, one in 25 seconds.
        Assert.Equal(["soon", "0", "1", "51", "101", "119"], shown);
    }

    [Fact]
    public void Nothing_is_shown_before_what_it_needs_is_loaded()
    {
        var loading = new TaskCompletionSource();
        using var display = new LiveDisplay("soon", () => loading.Task, clock);
        display.Show(() => "one");
        Assert.Equal(["soon"], shown);
        loading.SetResult();
        display.Show(() => "two");
        Assert.Equal(["soon", "two"], shown);
    }

    [Fact]
    public void Without_an_engine_nothing_is_made()
    {
        NotebookEngine.Current = null;
        using var display = new LiveDisplay("soon", () => throw new InvalidOperationException(), clock);
        display.Show(() => throw new InvalidOperationException());
        Assert.Empty(shown);
    }

    private string Drawn(string value)
    {
        clock.Advance(TimeSpan.FromMilliseconds(500));
        return value;
    }
}
