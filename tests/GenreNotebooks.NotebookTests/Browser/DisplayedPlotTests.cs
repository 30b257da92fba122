using GenreNotebooks.NotebookTests.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>Pages of notebooks with plots that cells display and update, in a browser without a network.</summary>
[Trait("Suite", "Browsers")]
public sealed class DisplayedPlotTests(BrowserPages browser) : IClassFixture<BrowserPages>, IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory(Explicit = true)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task They_are_drawn_in_their_last_state_by_the_one_plotly_of_the_page_or_of_the_run(bool selfContained, int requests)
    {
        var notebook = folder.Add(
            "own.dib", "#r \"nuget: GenreNotebooks, 2.0.0\"",
            """
            using GenreNotebooks.Plots;
            using Plotly.NET.CSharp;
            Plotly.NET.GenericChart Line(params int[] values) => Chart.Line<int, int, string>(x: Enumerable.Range(0, values.Length), y: values, ShowMarkers: true);
            var plot = display(Plot.Comparison("Models", ["lyrics"], [0.5]));
            var own = display(Line(1));
            plot.Update(Plot.Comparison("Models", ["lyrics", "metadata"], [0.5, 0.6]));
            own.Update(Line(1, 2, 3));
            Line(1, 2, 3, 4)
            """);
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, [notebook, "--sample", .. selfContained ? ["--self-contained"] : Array.Empty<string>()]);
        Assert.Equal((0, ""), (result.Exit, result.Error));
        await using var page = await browser.OpenAsync(Path.Combine(folder.Out, "own.html"));
        var drawn = await page.ChartsAsync();
        Assert.Equal([2, 3, 4], drawn.Select(chart => chart.Points));
        Assert.All(drawn, chart => Assert.Empty(chart.Faults));
        Assert.Empty(page.Complaints);
        Assert.Equal(requests, page.Requests.Count);
    }
}
