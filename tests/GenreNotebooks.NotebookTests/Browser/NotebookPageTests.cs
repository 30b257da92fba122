using GenreNotebooks.NotebookTests.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>The pages of the blog's notebooks as <c>run</c> wrote them, in a browser without a network.</summary>
[Collection(nameof(OnePostRun))]
[Trait("Suite", "Browsers")]
public sealed class NotebookPageTests(PostNotebooks blog, BrowserPages browser) : IClassFixture<BrowserPages>
{
    public static TheoryData<string, int> NamesAndWidths { get; } =
        [.. from name in PostNotebooks.Names from width in new[] { 400, 1400 } select (name, width)];

    [Theory(Explicit = true)]
    [MemberData(nameof(NamesAndWidths))]
    public async Task All_charts_of_a_page_are_drawn_whole_legible_and_without_complaint(string name, int width)
    {
        await using var page = await browser.OpenAsync(Path.Combine(blog.Folder.Out, $"{name}.html"), width);
        var drawn = await page.ChartsAsync();
        Assert.Equal(Directory.GetFiles(Path.Combine(blog.Folder.Out, "figures"), $"{name}-*.json").Length, drawn.Count);
        Assert.All(drawn, PageChecks.AssertDrawn);
        Assert.Empty(page.Complaints);
        Assert.Equal(2, page.Requests.Count); // the page and plotly.js
        Assert.True(await page.OverflowAsync() <= 0);
    }
}
