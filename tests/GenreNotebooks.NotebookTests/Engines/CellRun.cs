using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>One cell that an engine runs, and what it has said of it so far.</summary>
internal sealed class CellRun
{
    // Nothing is measured by it: it ends tests of an engine that does not answer.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<EngineEvent> events = [];
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<EngineEvent> Events
    {
        get
        {
            lock (events)
            {
                return [.. events];
            }
        }
    }

    public bool Succeeded => Events.Any(one => one.Type == "CommandSucceeded");

    /// <summary>Why it failed.</summary>
    public string Error => string.Concat(Events.Where(one => one.Type == "CommandFailed").Select(one => one.Message));

    /// <summary>All that it printed.</summary>
    public string Output => string.Concat(Events.Where(one => one.Type == "StandardOutputValueProduced").Select(one => one.As("text/plain")));

    /// <summary>Its displays and the value that it ends on, as HTML. Updates are left out.</summary>
    public IReadOnlyList<string> Html => [.. Events.Where(one => one.IsValue && one.Type != "DisplayedValueUpdated").Select(one => one.As("text/html")).OfType<string>()];

    public void Add(EngineEvent one)
    {
        TaskCompletionSource waiting;
        lock (events)
        {
            events.Add(one);
            (waiting, next) = (next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        waiting.SetResult();
    }

    /// <summary>Waits until what has been said so far meets a condition.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<EngineEvent>, bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            Task changed;
            lock (events)
            {
                if (condition(events))
                {
                    return;
                }
                changed = next.Task;
            }
            try
            {
                await changed.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The engine does not answer. What it said last: {string.Join('\n', Events.TakeLast(3))}");
            }
        }
    }

    /// <summary>Waits until the cell has ended.</summary>
    public async Task<CellRun> EndAsync()
    {
        await UntilAsync(events => events.Any(one => one.IsEnd));
        return this;
    }

    /// <summary>Asserts that the cell ran to its end.</summary>
    public CellRun AssertSucceeded(string code = "")
    {
        Assert.True(Succeeded, $"{code}\n{Error}\n{Output}");
        return this;
    }
}
