using GenreNotebooks.NotebookTests.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>The site that <c>run</c> wrote, in a browser without a network.</summary>
[Collection(nameof(OnePostRun))]
[Trait("Suite", "Browsers")]
public sealed class SiteInBrowserTests(PostNotebooks blog, BrowserPages browser) : IClassFixture<BrowserPages>
{
    [Theory(Explicit = true)]
    [InlineData("index.html", 0, 400)]
    [InlineData("index.html", 0, 1400)]
    [InlineData("03-lyrics.html", 6, 400)]
    [InlineData("03-lyrics.html", 6, 1400)]
    public async Task A_page_opens_whole_with_its_charts_and_without_complaint(string file, int charts, int width)
    {
        await using var page = await OpenAsync(file, width);
        var drawn = await page.ChartsAsync();
        Assert.Equal(charts, drawn.Count);
        Assert.All(drawn, PageChecks.AssertDrawn);
        Assert.Empty(page.Complaints);
        Assert.Equal(file == "index.html" ? [file] : [file, "plotly.js"], page.Requests.Select(address => Path.GetFileName(new Uri(address).LocalPath)));
        Assert.True(await page.OverflowAsync() <= 0);
    }

    [Fact(Explicit = true)]
    public async Task The_first_tab_offers_to_skip_to_the_text_and_every_stop_can_be_seen()
    {
        await using var page = await OpenAsync("03-lyrics.html");
        await page.PressAsync("Tab");
        Assert.Equal("skip", await page.EvaluateAsync<string>("document.activeElement.className"));
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.getBoundingClientRect().left >= 0"));
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact(Explicit = true)]
    public async Task A_reader_who_prefers_dark_gets_light_text_on_dark()
    {
        await using var page = await OpenAsync("index.html");
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        await page.PreferDarkAsync();
        Assert.Equal("rgb(21, 24, 28)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    private Task<OpenedPage> OpenAsync(string file, int width = 1400) => browser.OpenAsync(Path.Combine(blog.Folder.Out, file), width);
}
