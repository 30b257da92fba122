using System.Globalization;
using System.Text.RegularExpressions;
using GenreNotebooks.NotebookTests.Browser;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>All cells of all notebooks, as VS Code sends them, and their charts under its content policy.</summary>
[Trait("Suite", "Engines")]
public sealed class NotebooksOverStdioTests(EngineHome home, BrowserPages browser) : IClassFixture<EngineHome>, IClassFixture<BrowserPages>
{
    private const string Papers = "[...document.querySelectorAll('.js-plotly-plot > .plot-container .main-svg:first-child')].map(svg => getComputedStyle(svg).backgroundColor)";

    [Theory(Explicit = true)]
    [MemberData(nameof(SmallNotebooks.Names), MemberType = typeof(SmallNotebooks))]
    public async Task Every_cell_runs_and_every_chart_is_drawn_light_and_dark(string name)
    {
        await using var kernel = InteractiveKernel.Start(Engine.Stdio, home);
        var cells = await kernel.RunAsync(SmallNotebooks.Cells(name));
        Assert.All(cells.SelectMany(cell => cell.Events), one => Assert.DoesNotMatch("Failed|Error", one.Type));
        Assert.Contains(cells, cell => cell.Output.Contains("SAMPLE DATA: synthetic songs", StringComparison.Ordinal));

        var page = home.File($"{name}.html");
        EditorPage.Write(page, cells.SelectMany(cell => cell.Html));
        await using var opened = await browser.OpenAsync(page);
        var drawn = await opened.ChartsAsync();
        Assert.All(drawn, chart => Assert.NotEqual(0, chart.Traces));
        var light = await BrightnessAsync(opened);
        Assert.Equal(drawn.Count, light.Count);
        Assert.All(light, brightness => Assert.InRange(brightness, 200, 255));

        await opened.EvaluateAsync<object>(EditorPage.BecomeDark);
        Assert.All(await BrightnessAsync(opened), brightness => Assert.InRange(brightness, 0, 80));
        Assert.Empty(opened.Complaints);
        Assert.Equal([new Uri(page).AbsoluteUri], opened.Requests);
    }

    [Fact(Explicit = true)]
    public void Every_kind_of_chart_is_in_a_notebook()
    {
        var cells = string.Concat(SmallNotebooks.Names.SelectMany(name => SmallNotebooks.Cells(name.Data)));
        Assert.All(
            typeof(Plot).GetMethods().Where(method => method.IsStatic && method.ReturnType == typeof(Plot) && !method.Name.StartsWith("Of", StringComparison.Ordinal)),
            kind => Assert.Contains($"Plot.{kind.Name}(", cells));
    }

    /// <summary>Of the paper of each chart, from 0 to 255.</summary>
    private static async Task<IReadOnlyList<double>> BrightnessAsync(OpenedPage page) =>
        [.. from paper in await page.EvaluateAsync<string[]>(Papers) select Regex.Matches(paper, @"\d+").Take(3).Average(channel => double.Parse(channel.Value, CultureInfo.InvariantCulture))];
}
