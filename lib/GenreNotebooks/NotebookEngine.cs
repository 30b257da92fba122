namespace GenreNotebooks;

/// <summary>The program that runs the cells of this process's notebook, if there is one that can do more than print.</summary>
public static class NotebookEngine
{
    /// <summary>The engine; null outside a notebook, and in engines that have neither interruption nor display. The engine's extension sets it.</summary>
    public static INotebookEngine? Current { get; set; }
}
