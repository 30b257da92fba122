namespace GenreNotebooks;

/// <summary>What the program that runs a notebook's cells can do for the library, beyond showing the value a cell ends on.</summary>
public interface INotebookEngine
{
    /// <summary>Cancelled when the running cell is interrupted.</summary>
    CancellationToken Interruption { get; }

    /// <summary>Shows a value at once, before the cell ends.</summary>
    /// <param name="value">The value, such as a plot or a table.</param>
    /// <returns>Shows another value in its place.</returns>
    Action<object> Display(object value);
}

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
