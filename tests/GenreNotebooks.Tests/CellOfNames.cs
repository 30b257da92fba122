using GenreNotebooks.Plots;

namespace GenreNotebooks.Tests;

/// <summary>A cell that calls each public type of the library by its simple name, beside what people open together with it.</summary>
internal static class CellOfNames
{
    // Without Microsoft.ML.Data, which has a ConfusionMatrix too: it is the field's word, and no cell on songs needs that namespace.
    private static readonly string[] Others =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.Diagnostics", "System.Globalization", "System.IO", "System.Linq", "System.Net.Http",
        "System.Text", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks",
        "Microsoft.Data.Analysis", "Microsoft.ML", "Microsoft.ML.Tokenizers",
        "Plotly.NET", "Plotly.NET.CSharp", "Plotly.NET.ConfigObjects", "Plotly.NET.LayoutObjects", "Plotly.NET.TraceObjects",
        "TorchSharp", "TorchSharp.Modules", "static TorchSharp.torch", "static TorchSharp.torch.distributions", "static TorchSharp.torch.nn",
        "static TorchSharp.torch.nn.functional", "static TorchSharp.torch.optim", "static TorchSharp.torch.optim.lr_scheduler", "static TorchSharp.torch.utils.data",
    ];

    private static readonly IReadOnlyList<Type> Types = [.. typeof(Plot).Assembly.GetExportedTypes().Where(type => !type.IsNested)];

    /// <summary>What the cell prints: a line a type.</summary>
    public static IEnumerable<string> Printed => Types.Select(type => $"{type.Name}: {type.FullName}");

    /// <summary>The cell. Each name is there twice: where a value is expected, and where a type is.</summary>
    /// <param name="more">More namespaces to open, such as the engine's.</param>
    public static string Code(params IEnumerable<string> more) => string.Concat(
    [
        .. Types.Select(type => type.Namespace!).Distinct().Concat(Others).Concat(more).Select(name => $"using {name};\n"),
        .. Types.Select(type => $"Console.WriteLine($\"{{nameof({type.Name})}}: {{typeof({type.Name})}}\");\n"),
    ]);
}
