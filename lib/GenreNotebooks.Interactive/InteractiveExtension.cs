using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using GenreNotebooks.Plots;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace GenreNotebooks.Interactive;

/// <summary>Connects the library to .NET Interactive, which loads it on <c>#r</c> of the package.</summary>
public sealed class InteractiveExtension : IKernelExtension
{
    private const string FSharpCore = "FSharp.Core";

    /// <inheritdoc/>
    public Task OnLoadAsync(Kernel kernel)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == FSharpCore ? Loaded(context, FSharpCore) : null;
        ShowCharts();
        NotebookEngine.Current = new InteractiveEngine();
        JupyterInterruption.CancelIn(kernel);
        KernelInvocationContext.Current?.Display(Plot.Script);
        return Task.CompletedTask;
    }

    // Plotly.NET asks for a newer FSharp.Core than the engine's, but works with that one: with two, their types would differ.
    private static System.Reflection.Assembly? Loaded(AssemblyLoadContext context, string name) =>
        context.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name);

    // Plotly.NET.Interactive formats GenericChart with plotly.js from the network. Formatters of its two cases take precedence,
    // whichever package was loaded first.
    private static void ShowCharts()
    {
        foreach (var type in (Type[])[typeof(GenericChart.Chart), typeof(GenericChart.MultiChart)])
        {
            Formatter.Register(type, (chart, writer) => writer.Write(Plot.Of((GenericChart)chart).ToHtml()), HtmlFormatter.MimeType);
            Formatter.Register(type, (chart, writer) => writer.Write(Plot.Of((GenericChart)chart)), PlainTextFormatter.MimeType);
            Formatter.SetPreferredMimeTypesFor(type, HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
        }
    }
}

/// <summary>.NET Interactive as the engine of a cell.</summary>
internal sealed class InteractiveEngine : INotebookEngine
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private const int MostLooks = 2_000; // ten seconds, for a busy machine

    private readonly ConditionalWeakTable<KernelInvocationContext, Cell> cells = [];

    public CancellationToken Interruption => CurrentCell()?.Interrupted.Token ?? CancellationToken.None;

    // Through the context, not by display(value): the tool's display gives its update another id.
    public Action<object> Display(object value)
    {
        if (KernelInvocationContext.Current?.Display(value) is not { } displayed)
        {
            return _ => { };
        }
        var cell = CurrentCell();
        return update => cell?.Publish(() => displayed.Update(update));
    }

    private Cell? CurrentCell()
    {
        try
        {
            return KernelInvocationContext.Current is { } context ? cells.GetValue(context, CellOf) : null;
        }
        catch (ObjectDisposedException)
        {
            return null; // a background task of a cell that has ended
        }
    }

    // A cell that ends, or whose output changes, while the tool cancels it may get no completion event. So output stops before the tool
    // goes on, and the library is cancelled only after the tool has completed the cell.
    private static Cell CellOf(KernelInvocationContext context)
    {
        var cell = new Cell();
        context.CancellationToken.Register(() =>
        {
            cell.StopPublishing();
            _ = Task.Run(async () =>
            {
                for (var looks = 0; !context.IsComplete && looks < MostLooks; looks++)
                {
                    await Task.Delay(Look);
                }
                await cell.Interrupted.CancelAsync();
            });
        });
        return cell;
    }

    private sealed class Cell
    {
        private readonly Lock gate = new();
        private bool isStopped;

        public CancellationTokenSource Interrupted { get; } = new();

        public void Publish(Action publish)
        {
            lock (gate)
            {
                if (!isStopped)
                {
                    publish();
                }
            }
        }

        public void StopPublishing()
        {
            // Waits for an update in progress, but not for ever.
            var entered = gate.TryEnter(TimeSpan.FromSeconds(1));
            isStopped = true;
            if (entered)
            {
                gate.Exit();
            }
        }
    }
}
