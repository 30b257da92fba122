namespace GenreNotebooks;

/// <summary>The program that runs the cells of a notebook, if it can do more than show the value that a cell ends on.</summary>
public interface INotebookEngine
{
    /// <summary>Cancelled when the running cell is interrupted.</summary>
    CancellationToken Interruption { get; }

    /// <summary>Shows a value at once, before the cell ends.</summary>
    /// <param name="value">The value, such as a plot or a table.</param>
    /// <returns>A function that replaces it with another value.</returns>
    Action<object> Display(object value);
}

/// <summary>The engine that runs this process.</summary>
public static class NotebookEngine
{
    /// <summary>The engine, which its extension sets. Null outside a notebook, and in engines that can neither interrupt nor display.</summary>
    public static INotebookEngine? Current { get; set; }

    /// <summary>
    /// A source for one operation: cancelled with the caller's token or when the running cell is interrupted. An engine knows the cell only
    /// in the caller's context, so an operation calls this once at its start and passes the token on.
    /// </summary>
    internal static CancellationTokenSource Linked(CancellationToken cancellation = default) =>
        CancellationTokenSource.CreateLinkedTokenSource(cancellation, Current?.Interruption ?? CancellationToken.None);
}
