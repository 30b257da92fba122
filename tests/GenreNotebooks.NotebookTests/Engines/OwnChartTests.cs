using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>Charts that a user makes with Plotly.NET in a cell show as the library's do: drawn, without a network.</summary>
[Trait("Suite", "Engines")]
public sealed class OwnChartTests(EngineHome home) : IClassFixture<EngineHome>
{
    private static readonly string[][] FirstCells =
    [
        [SmallCells.Reference, SmallCells.PlotlyInteractive],
        [SmallCells.PlotlyInteractive, SmallCells.Reference],
    ];

    private static readonly string[] LastLines = [SmallCells.OwnChart, $"display({SmallCells.OwnChart});", $"GenreNotebooks.Plots.Plot.Of({SmallCells.OwnChart})"];

    [Theory(Explicit = true)]
    [InlineData(Engine.Stdio, 0)]
    [InlineData(Engine.Stdio, 1)]
    [InlineData(Engine.Jupyter, 1)]
    public async Task Each_way_to_show_one_draws_offline_whatever_else_is_referenced(Engine engine, int first)
    {
        await using var kernel = InteractiveKernel.Start(engine, home);
        await kernel.RunAsync(FirstCells[first]);
        foreach (var cell in await kernel.RunAsync(LastLines))
        {
            var html = Assert.Single(cell.Html);
            Assert.Contains("class=\"genre-chart\"", html);
            Assert.DoesNotContain("https://cdn", html);
            Assert.DoesNotContain("requirejs", html);
            Assert.Contains("mine", html);
            Assert.Contains("mine", cell.Events.Single(one => one.IsValue).As("text/plain"));
        }
    }
}
