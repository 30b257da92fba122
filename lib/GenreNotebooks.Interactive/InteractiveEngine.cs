using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;

namespace GenreNotebooks.Interactive;

/// <summary>.NET Interactive, as the library sees it from within a cell.</summary>
internal sealed class InteractiveEngine : INotebookEngine
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private const int MostLooks = 200;

    private readonly ConditionalWeakTable<KernelInvocationContext, CancellationTokenSource> cells = [];

    public CancellationToken Interruption
    {
        get
        {
            try
            {
                return KernelInvocationContext.Current is { } cell ? cells.GetValue(cell, Interrupted).Token : CancellationToken.None;
            }
            catch (ObjectDisposedException)
            {
                return CancellationToken.None; // a task that the cell began and left behind
            }
        }
    }

    // Through the context, not by display(value): the tool's display gives its update another id.
    public Action<object> Display(object value) => KernelInvocationContext.Current?.Display(value) is { } displayed ? displayed.Update : _ => { };

    // A cell that ends while the tool cancels it can be lost: no event says that it is over. So it stops when the tool has said so.
    private static CancellationTokenSource Interrupted(KernelInvocationContext cell)
    {
        var interrupted = new CancellationTokenSource();
        cell.CancellationToken.Register(() => Task.Run(async () =>
        {
            for (var looks = 0; !cell.IsComplete && looks < MostLooks; looks++)
            {
                await Task.Delay(Look);
            }
            await interrupted.CancelAsync();
        }));
        return interrupted;
    }
}
