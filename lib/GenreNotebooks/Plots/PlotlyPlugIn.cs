using System.Reflection;
using System.Runtime.Loader;

namespace GenreNotebooks.Plots;

/// <summary>
/// Plotly.NET in a load context of its own: .NET Interactive holds an older FSharp.Core than Plotly.NET needs, and one
/// process-wide context holds only one. Nothing is loaded before the first figure.
/// </summary>
internal sealed class PlotlyPlugIn : AssemblyLoadContext
{
    private static readonly Lazy<Type> figures = new(LoadFigures);
    private static readonly Lazy<Func<string, string>> draw = new(() =>
        figures.Value.GetMethod(nameof(Draw))!.CreateDelegate<Func<string, string>>());

    private static readonly Lazy<Func<string, int?, int?, bool, string>> fit = new(() =>
        figures.Value.GetMethod(nameof(Fit))!.CreateDelegate<Func<string, int?, int?, bool, string>>());

    private PlotlyPlugIn() : base("GenreNotebooks.Plotly") { }

    /// <summary>Draws a <see cref="FigureDescription"/>, given as JSON; gives back the Plotly figure as JSON.</summary>
    public static string Draw(string description) => draw.Value(description);

    /// <summary>Gives a drawn figure another width and height in pixels, where they are not null, and dark paper.</summary>
    public static string Fit(string figure, int? width, int? height, bool dark) => fit.Value(figure, width, height, dark);

    /// <summary>The plotly.js that Plotly.NET carries.</summary>
    public static string ReadScript() =>
        figures.Value.GetMethod(nameof(ReadScript))!.CreateDelegate<Func<string>>()();

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        using var stream = typeof(PlotlyPlugIn).Assembly.GetManifestResourceStream($"PlugIn/{assemblyName.Name}.dll");
        return stream is null ? null : LoadFromStream(stream);
    }

    private static Type LoadFigures() => new PlotlyPlugIn()
        .LoadFromAssemblyName(new AssemblyName("GenreNotebooks.Plotly"))
        .GetType("GenreNotebooks.Plotly.Figures", throwOnError: true)!;
}
