using System.Text.Json;
using GenreNotebooks.Plots;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Plots;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>Saved images of every kind of chart, from a column's width to a poster's, measured as they are drawn.</summary>
[Trait("Suite", "Browsers")]
public sealed class FittedChartTests(BrowserPages browser) : IClassFixture<BrowserPages>, IDisposable
{
    private static readonly string Measure = OpenedPage.WithTextBoxes("measure-svg.js");

    private static readonly (double Width, double Height)[] Sizes =
        [(240, 180), (317.5, 238), (340, 260), (240, 480), (673, 380), (1024, 768), (1600, 300), (1600, 1200)];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Kinds => [.. SomeCharts.Names];

    public void Dispose() => folder.Dispose();

    [Theory(Explicit = true)]
    [MemberData(nameof(Kinds))]
    public async Task A_chart_fits_every_size(string kind)
    {
        SomeBrowser.Find();
        var first = SomeCharts.Names.Index().Single(one => one.Item == kind).Index;
        foreach (var (place, (width, height)) in Sizes.Index())
        {
            // A theme moves nothing: each kind and each size is measured in both, but not each pair.
            await AssertFitsAsync(kind, new() { Width = width, Height = height, Theme = (first + place) % 2 == 0 ? FigureTheme.Light : FigureTheme.Dark });
        }
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Kinds))]
    public async Task A_chart_fits_publishers_columns(string kind)
    {
        SomeBrowser.Find();
        foreach (var venue in new[] { FigureVenue.Ieee, FigureVenue.Acm, FigureVenue.Nature })
        {
            await AssertFitsAsync(kind, FigureLook.For(venue) with { Theme = FigureTheme.Gray });
        }
        await AssertFitsAsync(kind, FigureLook.For(FigureVenue.Nature, columns: 2) with { Theme = FigureTheme.ColourBlind });
    }

    /// <summary>The other tests rely on this to find faults.</summary>
    [Fact(Explicit = true)]
    public async Task Faults_are_found()
    {
        SomeBrowser.Find();
        var look = new FigureLook { Width = 340, Height = 260, Layout = """{"margin":{"l":180},"yaxis":{"tickfont":{"size":6}},"title":{"x":0.9}}""" };
        var faults = (await MeasureAsync("genres", look)).Faults;
        Assert.Contains(faults, fault => fault.StartsWith("the plot has 4", StringComparison.Ordinal) && fault.EndsWith(" % of the width", StringComparison.Ordinal));
        Assert.Contains("6 px: 0.0", faults);
        Assert.Contains("cut: Accuracy by genre <&>", faults);
    }

    private async Task AssertFitsAsync(string kind, FigureLook look)
    {
        var measured = await MeasureAsync(kind, look);
        Assert.True(measured.Faults.Length == 0, $"{kind}, {look.Width} × {look.Height}: {string.Join("; ", measured.Faults)}");
        Assert.True(measured.Texts > 0, $"{kind}, {look.Width} × {look.Height}: no text");
    }

    private async Task<Measured> MeasureAsync(string kind, FigureLook look)
    {
        File.WriteAllBytes(folder.File("chart.html"), [.. "<!doctype html><meta charset=utf-8><body>"u8, .. SomeCharts.Of(kind).ToImage("svg", look)]);
        await using var page = await browser.OpenAsync(folder.File("chart.html"));
        return JsonSerializer.Deserialize<Measured>(await page.CallAsync<string>($"() => JSON.stringify(({Measure})(document.querySelector('svg')))"), JsonSerializerOptions.Web)!;
    }

    private sealed record Measured(double Width, double Height, int Texts, string[] Faults);
}
