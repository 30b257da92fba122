using System.Runtime.Loader;
using GenreNotebooks.Plots;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace GenreNotebooks.Interactive;

/// <summary>Makes .NET Interactive at home with the library; a <c>#r</c> of the package loads it.</summary>
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

    // Plotly.NET asks for a newer FSharp.Core than the engine has, and does with that one: two of them would not know each other's types.
    private static System.Reflection.Assembly? Loaded(AssemblyLoadContext context, string name) =>
        context.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name);

    // Plotly.NET.Interactive formats GenericChart and asks a network for plotly.js. Formatters of its two cases go before that one,
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
