namespace GenreNotebooks.Tests.Interruption;

/// <summary>
/// A cell that runs until it is disposed, in an engine that can interrupt it. Only the cell's own thread knows of it: work on other
/// threads stops only if it gets the token. The engine is shared by the process, so tests with a cell do not run in parallel.
/// </summary>
internal sealed class RunningCell : INotebookEngine, IDisposable
{
    private readonly CancellationTokenSource interruption = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly INotebookEngine? before = NotebookEngine.Current;

    public RunningCell() => NotebookEngine.Current = this;

    public CancellationToken Interruption => Environment.CurrentManagedThreadId == thread ? interruption.Token : CancellationToken.None;

    public static RunningCell Interrupted()
    {
        var cell = new RunningCell();
        cell.Interrupt();
        return cell;
    }

    public void Interrupt() => interruption.Cancel();

    public Action<object> Display(object value) => _ => { };

    public void Dispose()
    {
        NotebookEngine.Current = before;
        interruption.Dispose();
    }
}
