using GenreNotebooks.NotebookTests.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>A page with folded outputs, wide tables and a chart: on a phone, in the dark, on paper.</summary>
[Trait("Suite", "Browsers")]
public sealed class FoldedPageTests(BrowserPages browser) : IClassFixture<BrowserPages>, IDisposable
{
    private const string Dark = "rgb(21, 24, 28)", Light = "rgb(255, 255, 255)", Paper = "getComputedStyle(document.querySelector('.main-svg')).backgroundColor";

    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public async Task What_is_folded_says_what_and_how_much_it_is()
    {
        await using var page = await OpenAsync(1280);
        string[] expected = ["80 more of 100 lines", "the rest of this line: 160 words", "Values"];
        Assert.Equal(expected, await page.EvaluateAsync<string[]>("[...document.querySelectorAll('details:not([open]):not([hidden]) > summary')].map(summary => summary.textContent)"));
        Assert.False(await page.EvaluateAsync<bool>("document.querySelector('main').innerText.includes('line 21')"));
    }

    [Fact(Explicit = true)]
    public async Task A_table_that_is_wider_than_the_page_has_a_shadow_at_its_edge_and_takes_the_focus()
    {
        await using var phone = await OpenAsync(390);
        Assert.All(await EdgesAsync(phone), width => Assert.True(width > 8));
        Assert.Equal(["Table", "Table: column 0, column 1, column 2, column 3, column 4, co…"], await phone.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('[role=region][tabindex=\"0\"]')].filter(table => !table.closest('details')).map(table => table.getAttribute('aria-label'))"));
        await using var desk = await OpenAsync(1280);
        Assert.Equal([false, true], (await EdgesAsync(desk)).Select(width => width > 8)); // the table of twenty columns is wider than the page too
    }

    [Fact(Explicit = true)]
    public async Task A_chart_follows_the_reader_who_turns_the_lights_off_while_the_page_is_open()
    {
        await using var page = await OpenAsync(1280);
        Assert.Equal(Light, await page.EvaluateAsync<string>(Paper));
        await page.PreferDarkAsync();
        await page.UntilAsync($"{Paper} === '{Dark}'");
    }

    [Fact(Explicit = true)]
    public async Task A_chart_has_a_short_text_and_its_values_in_a_folded_table()
    {
        await using var page = await OpenAsync(1280);
        Assert.Equal("Models, bar chart. lyrics 0.5; metadata 0.6", await page.EvaluateAsync<string>("document.querySelector('[role=img]').getAttribute('aria-label')"));
        Assert.Equal(2, await page.EvaluateAsync<int>("document.querySelectorAll('.genre-chart-data tbody tr').length"));
    }

    [Fact(Explicit = true)]
    public async Task On_paper_everything_is_open_and_charts_are_light_and_as_wide_as_the_sheet_and_afterwards_all_is_as_before()
    {
        await using var page = await OpenAsync(1280);
        await page.PreferDarkAsync();
        await page.UntilAsync($"{Paper} === '{Dark}'");
        await page.CallAsync<bool>("() => dispatchEvent(new Event('beforeprint'))");
        await page.UntilAsync($"{Paper} === '{Light}' && document.querySelector('.main-svg').getBoundingClientRect().width === 640");
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('details:not([open])').length")); // the values of the chart
        await page.CallAsync<bool>("() => dispatchEvent(new Event('afterprint'))");
        await page.UntilAsync($"{Paper} === '{Dark}' && document.querySelector('.main-svg').getBoundingClientRect().width > 900");
        Assert.Equal(3, await page.EvaluateAsync<int>("document.querySelectorAll('details:not([open])').length"));
    }

    private static Task<double[]> EdgesAsync(OpenedPage page) => page.EvaluateAsync<double[]>(
        "[...document.querySelectorAll('.genre-table-edge')].filter(edge => !edge.closest('details')).map(edge => edge.getBoundingClientRect().width)");

    private async Task<OpenedPage> OpenAsync(int width) => await browser.OpenAsync(await FoldedNotebook.RunAsync(folder), width);
}
