namespace GenreNotebooks;

/// <summary>The program that runs the cells of this process's notebook, if there is one that can do more than print.</summary>
public static class NotebookEngine
{
    /// <summary>The engine; null outside a notebook, and in engines that have neither interruption nor display. The engine's extension sets it.</summary>
    public static INotebookEngine? Current { get; set; }

    /// <summary>
    /// The end of an operation: cancelled with the caller's token or when the running cell is interrupted. An engine knows the cell by the
    /// caller's context, so an operation asks for it once, at its beginning, and hands the token down.
    /// </summary>
    internal static CancellationTokenSource Linked(CancellationToken cancellation = default) =>
        CancellationTokenSource.CreateLinkedTokenSource(cancellation, Current?.Interruption ?? CancellationToken.None);
}
