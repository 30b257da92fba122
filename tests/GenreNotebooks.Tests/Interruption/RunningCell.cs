namespace GenreNotebooks.Tests.Interruption;

/// <summary>
/// A cell that runs until it is disposed of, in an engine that can interrupt it. Only the thread that the cell runs on knows of it, so
/// what works on other threads ends only where it was handed the token. The engine is the process's: tests with a cell run alone.
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
