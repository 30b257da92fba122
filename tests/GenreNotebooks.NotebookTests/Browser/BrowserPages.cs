using GenreNotebooks.Tests.Charts;
using Microsoft.Playwright;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>One browser without a network for the pages of many tests; on a machine without a browser they are skipped.</summary>
public sealed class BrowserPages : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowserContext? context;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens a file and waits until its charts are drawn.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Of the window, in pixels.</param>
    internal async Task<OpenedPage> OpenAsync(string path, int width = 1400)
    {
        var page = await (context ??= await StartAsync()).NewPageAsync();
        await page.SetViewportSizeAsync(width, 900);
        var opened = new OpenedPage(page);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        await page.WaitForFunctionAsync("[...document.querySelectorAll('.genre-chart-values')].every(values => values.hidden)");
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        if (context is not null)
        {
            await context.Browser!.CloseAsync();
        }
        playwright?.Dispose();
    }

    private async Task<IBrowserContext> StartAsync()
    {
        var program = SomeBrowser.Find();
        playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program });
        return await browser.NewContextAsync(new() { Offline = true });
    }
}
