using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>A notebook in Jupyter's own page, in a browser without a network.</summary>
[Trait("Suite", "Engines")]
public sealed class JupyterPageTests(EngineHome home) : IClassFixture<EngineHome>
{
    private const string Name = "04-metadata.ipynb";

    private const string Epochs = "(document.querySelector('.js-plotly-plot')?.data?.[0]?.y?.length ?? 0)";

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

    [Fact(Explicit = true)]
    public async Task A_live_curve_grows_in_its_place_until_the_stop_button_ends_the_training()
    {
        var folder = new PackageFolder(home);
        var cells = SmallCells.Training(epochs: 2000).Append("trainer.FitLive(model, data.Train, data.Test);");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "live.ipynb"), SmallNotebooks.Ipynb(cells.Select(code => (true, code))));
        await using var page = await JupyterPage.OpenAsync(home, folder.Path, "live.ipynb");

        await page.BeginAllAsync();
        await page.UntilAsync($"{Epochs} >= 5");
        await page.UntilAsync($"{Epochs} > {await page.EvaluateAsync<int>(Epochs)}");
        await page.EvaluateAsync<object>("Jupyter.notebook.kernel.interrupt()");
        await page.UntilAsync("document.querySelector('.output_error')");

        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('.genre-chart').length"));
        await page.EvaluateAsync<object>("Jupyter.notebook.insert_cell_at_bottom('code').set_text('Console.WriteLine(trainer.History.Epochs.Count is >= 5 and < 2000);'), Jupyter.notebook.get_cell(-1).execute()");
        await page.UntilAsync("Jupyter.notebook.get_cell(-1).element.find('.output_text').text().trim() === 'True'");
    }
}
