using System.Xml.Linq;
using GenreNotebooks.Plots;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>Pages that <see cref="Plot.Save"/> wrote, in a browser without a network.</summary>
[Trait("Suite", "Browsers")]
public sealed class ChartPageTests(BrowserPages browser) : IClassFixture<BrowserPages>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, int> KindsAndWidths { get; } =
        [.. from kind in SomeCharts.Names from width in new[] { 400, 1400 } select (kind, width)];

    public void Dispose() => folder.Dispose();

    [Theory(Explicit = true)]
    [MemberData(nameof(KindsAndWidths))]
    public async Task A_chart_is_drawn_whole_legible_and_without_complaint(string kind, int width)
    {
        var chart = SomeCharts.Of(kind);
        await using var page = await browser.OpenAsync(chart.Save(folder.File($"{kind}.html")), width);
        var drawn = Assert.Single(await page.ChartsAsync());
        PageChecks.AssertDrawn(drawn);
        Assert.Equal(chart.Title, drawn.Title);
        Assert.Empty(page.Complaints);
        Assert.Single(page.Requests);
        Assert.True(await page.OverflowAsync() <= 0);
    }

    [Fact(Explicit = true)]
    public async Task A_dark_page_is_dark_and_as_wide_as_asked()
    {
        var path = SomeCharts.Of("genres").Save(folder.File("dark.html"), new() { Width = 700, Height = 500, Theme = FigureTheme.Dark });
        await using var page = await browser.OpenAsync(path);
        Assert.Equal("rgb(21, 24, 28)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("rgb(21, 24, 28)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.main-svg')).backgroundColor"));
        int[] size = [700, 500];
        Assert.Equal(size, await page.EvaluateAsync<int[]>("(box => [box.width, box.height])(document.querySelector('.main-svg').getBoundingClientRect())"));
    }

    [Theory(Explicit = true)]
    [InlineData("genres", "accuracy-by-genre.svg")]
    [InlineData("confusion", "lyrics-network-confusion.svg")]
    [InlineData("curves", "lyrics-network-accuracy.svg")]
    public async Task The_camera_button_saves_an_svg_named_after_the_title_with_its_texts_as_text(string kind, string name)
    {
        var chart = SomeCharts.Of(kind);
        await using var page = await browser.OpenAsync(chart.Save(folder.File("chart.html")));
        var saved = await page.DownloadAsync("[data-title='Download as SVG']", Directory.CreateDirectory(folder.File("downloads")).FullName);
        Assert.Equal(name, Path.GetFileName(saved));
        var texts = XDocument.Load(saved).Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value).ToList();
        Assert.Empty(new ExpectedChart(chart.FigureJson).Missing(texts));
        Assert.Contains(chart.Title, texts);
    }

    /// <summary>The other tests rely on this to find faults.</summary>
    [Fact(Explicit = true)]
    public async Task Texts_that_are_cut_or_lie_over_each_other_are_found()
    {
        await using var page = await browser.OpenAsync(SomeCharts.Of("genres").Save(folder.File("chart.html")));
        Assert.Empty((await page.ChartsAsync())[0].Faults);
        await page.CallAsync<bool>("""
            () => {
              const [first, second] = document.querySelectorAll(".xtick text"), title = document.querySelector(".gtitle");
              first.setAttribute("transform", second.getAttribute("transform"));
              first.setAttribute("x", second.getAttribute("x"));
              title.setAttribute("x", -20);
              return true;
            }
            """);
        var faults = (await page.ChartsAsync())[0].Faults;
        Assert.Contains("over each other: hip hop / jazz", faults);
        Assert.Contains("cut: Accuracy by genre <&>", faults);
    }
}
