using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>A notebook in Jupyter's own page, in a browser without a network.</summary>
[Trait("Suite", "Engines")]
public sealed class JupyterPageTests(EngineHome home) : IClassFixture<EngineHome>
{
    private const string Name = "04-metadata.ipynb";

    [Fact(Explicit = true)]
    public async Task All_cells_run_and_the_charts_are_drawn()
    {
        var folder = new PackageFolder(home);
        var cells = SmallNotebooks.Of("04-metadata").Cells.Select(cell => (cell.Kind == CellKind.Code, cell.Source)).Append((true, SmallCells.OwnChart));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, Name), SmallNotebooks.Ipynb(cells));
        await using var page = await JupyterPage.OpenAsync(home, folder.Path, Name);

        await page.RunAllAsync();

        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.output_error, .output_stderr')].map(output => output.innerText)"));
        await page.UntilAsync("[...document.querySelectorAll('.genre-chart-values')].every(values => values.hidden)");
        var traces = await page.EvaluateAsync<int[]>("[...document.querySelectorAll('.genre-chart')].map(chart => chart.querySelectorAll('.js-plotly-plot .trace, .js-plotly-plot .hm').length)");
        Assert.True(traces.Length >= 5, $"{traces.Length} charts");
        Assert.DoesNotContain(0, traces);
        Assert.Empty(page.Strangers);
    }
}
