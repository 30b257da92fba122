using Microsoft.DotNet.Interactive;

namespace GenreNotebooks.Interactive;

/// <summary>.NET Interactive, as the library sees it from within a cell.</summary>
internal sealed class InteractiveEngine : INotebookEngine
{
    public CancellationToken Interruption => KernelInvocationContext.Current?.CancellationToken ?? CancellationToken.None;

    // Through the context, not by display(value): the tool's display gives its update another id.
    public Action<object> Display(object value) => KernelInvocationContext.Current?.Display(value) is { } displayed ? displayed.Update : _ => { };
}
