using GenreNotebooks.Plots;

namespace GenreNotebooks.Tests;

/// <summary>A cell that calls each public type of the library by its simple name, beside what people open together with it.</summary>
internal static class CellOfNames
{
    // Without Microsoft.ML.Data, which has a ConfusionMatrix too: it is the field's word, and no songs are seen through that namespace.
    private static readonly string[] Others =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.Diagnostics", "System.Globalization", "System.IO", "System.Linq", "System.Net.Http",
        "System.Text", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks",
        "Microsoft.Data.Analysis", "Microsoft.ML", "Microsoft.ML.Tokenizers",
        "Plotly.NET", "Plotly.NET.CSharp", "Plotly.NET.ConfigObjects", "Plotly.NET.LayoutObjects", "Plotly.NET.TraceObjects",
        "TorchSharp", "TorchSharp.Modules", "static TorchSharp.torch", "static TorchSharp.torch.distributions", "static TorchSharp.torch.nn",
        "static TorchSharp.torch.nn.functional", "static TorchSharp.torch.optim", "static TorchSharp.torch.optim.lr_scheduler", "static TorchSharp.torch.utils.data",
    ];

    /// <summary>The public types, but those nested in others.</summary>
    public static IReadOnlyList<Type> Types { get; } = [.. typeof(Plot).Assembly.GetExportedTypes().Where(type => !type.IsNested)];

    /// <summary>The cell: a line a name, where a type is expected and where a value is.</summary>
    /// <param name="more">More namespaces to open, such as the engine's.</param>
    public static string Code(params IEnumerable<string> more) => string.Concat(
    [
        .. Types.Select(type => type.Namespace!).Distinct().Concat(Others).Concat(more).Select(name => $"using {name};\n"),
        .. Types.Select(type => $"_ = (typeof({type.Name}), nameof({type.Name}));\n"),
    ]);
}
