using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>What people do all day: change a parameter, and run all cells again in the same kernel.</summary>
[Trait("Suite", "Engines")]
public sealed class RerunTests(EngineHome home) : IClassFixture<EngineHome>
{
    private const string Name = "03-lyrics";

    [Fact(Explicit = true)]
    public async Task All_cells_run_again_with_other_parameters()
    {
        await using var kernel = InteractiveKernel.Start(Engine.Stdio, home);
        await kernel.RunAsync(SmallNotebooks.Cells(Name));
        var again = await kernel.RunAsync(SmallNotebooks.Cells(Name, ("epochs", "3"), ("embeddingDim", "16"), ("seed", "1")));
        var output = string.Concat(again.Select(cell => cell.Output));
        Assert.Contains("after 3 epochs with seed 1", output);
        Assert.Contains("488,708 parameters", output); // 30,523 rows of 16, and two small layers
    }

    [Fact(Explicit = true)]
    public async Task A_second_reference_to_the_package_in_the_same_words_changes_nothing()
    {
        await using var kernel = InteractiveKernel.Start(Engine.Stdio, home);
        await kernel.RunAsync(SmallCells.Training(epochs: 1));
        await kernel.RunAsync(SmallCells.Reference, "var history = trainer.Fit(model, data.Train, data.Test);", "Plot.LossCurves(\"Loss\", history)");
    }
}
