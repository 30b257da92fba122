using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>The library's names in a cell: none is hidden by, or taken for, one of the engine or of a library that people use beside it.</summary>
[Trait("Suite", "Engines")]
public sealed class NamesTests(EngineHome home) : IClassFixture<EngineHome>
{
    private const string Others = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.DotNet.Interactive;
        using Microsoft.Data.Analysis;
        using Plotly.NET;
        using TorchSharp;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;
        using static TorchSharp.torch.optim;

        """;

    [Theory(Explicit = true)]
    [InlineData(Engine.Stdio)]
    [InlineData(Engine.Jupyter)]
    public async Task Every_public_type_is_found_by_its_simple_name(Engine engine)
    {
        var types = typeof(Plot).Assembly.GetExportedTypes().Where(type => !type.IsNested && !type.IsGenericType).ToList();
        var usings = types.Select(type => type.Namespace!).Distinct().Select(name => $"using {name};\n");
        var lines = types.Select(type => $"Console.WriteLine(typeof({type.Name}).FullName);\n");
        await using var kernel = InteractiveKernel.Start(engine, home);
        var cells = await kernel.RunAsync(SmallCells.Reference, Others + string.Concat(usings) + string.Concat(lines));
        Assert.Equal(types.Select(type => type.FullName), cells[^1].Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
