using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>LibTorch loads by itself, whatever uses it first.</summary>
[Trait("Suite", "Engines")]
public sealed class FirstLayerTests(EngineHome home) : IClassFixture<EngineHome>
{
    public static TheoryData<Engine, string> EnginesAndUses { get; } = new MatrixTheoryData<Engine, string>(Enum.GetValues<Engine>(), SmallCells.FirstUses);

    [Theory(Explicit = true)]
    [MemberData(nameof(EnginesAndUses))]
    public async Task The_first_cell_after_the_reference_may_use_it(Engine engine, string use)
    {
        await using var kernel = InteractiveKernel.Start(engine, home);
        var cells = await kernel.RunAsync(SmallCells.Reference, SmallCells.OwnNetwork, use);
        Assert.Equal("92", cells[^1].Output.Trim());
    }

    [Fact(Explicit = true)]
    public async Task The_first_cell_after_the_reference_may_use_it_in_dotnet_repl()
    {
        var (notebook, written) = (home.File("first.dib"), home.File("first.ipynb"));
        string[] cells = [SmallCells.Reference, SmallCells.OwnNetwork, SmallCells.FirstUses[0]];
        await File.WriteAllTextAsync(notebook, string.Concat(cells.Select(cell => $"#!csharp\n\n{cell}\n\n")));
        var start = home.Command(
            "dotnet", EngineTools.Repl, "--run", notebook, "--exit-after-run", "--working-dir", Repository.File("notebooks"), "--output-format", "ipynb", "--output-path", written);
        start.WorkingDirectory = Repository.File("notebooks");
        var executed = await ExecutedFile.RunAsync(start, written);
        executed.AssertSucceeded(cells.Length);
        Assert.EndsWith("\n92", executed.All("text/plain").Trim());
    }
}
