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
