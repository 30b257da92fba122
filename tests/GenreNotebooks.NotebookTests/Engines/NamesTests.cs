using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>The library's names in a cell: none is hidden by, or taken for, one of the engine or of a library that people use beside it.</summary>
[Trait("Suite", "Engines")]
public sealed class NamesTests(EngineHome home) : IClassFixture<EngineHome>
{
    private const string Tool = "Microsoft.DotNet.Interactive";

    // In Jupyter cells see the namespaces of the tool's program too.
    [Theory(Explicit = true)]
    [InlineData(Engine.Stdio)]
    [InlineData(Engine.Jupyter)]
    public async Task Every_public_type_is_found_by_its_simple_name(Engine engine)
    {
        await using var kernel = InteractiveKernel.Start(engine, home);
        var cells = await kernel.RunAsync(SmallCells.Reference, CellOfNames.Code(
            Tool, $"{Tool}.Commands", $"{Tool}.CSharp", $"{Tool}.Documents", $"{Tool}.Events", $"{Tool}.Formatting",
            $"static {Tool}.Kernel", $"static {Tool}.Formatting.PocketViewTags"));
        Assert.Equal(CellOfNames.Printed, cells[^1].Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
