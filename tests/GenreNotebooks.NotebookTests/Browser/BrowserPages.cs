using GenreNotebooks.Tests.Plots;
using PuppeteerSharp;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>One browser without a network for the pages of many tests; on a machine without a browser they are skipped.</summary>
public sealed class BrowserPages : IAsyncLifetime
{
    private IBrowser? browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens a file and waits until its charts are drawn.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Of the window, in pixels.</param>
    internal async Task<OpenedPage> OpenAsync(string path, int width = 1400)
    {
        var page = await (browser ??= await StartAsync()).NewPageAsync();
        await page.SetOfflineModeAsync(true);
        await page.SetViewportAsync(new() { Width = width, Height = 900 });
        var opened = new OpenedPage(page);
        await page.GoToAsync(new Uri(path).AbsoluteUri);
        await page.WaitForExpressionAsync("[...document.querySelectorAll('.genre-chart-values')].every(values => values.hidden)");
        return opened;
    }

    public ValueTask DisposeAsync() => browser?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Task<IBrowser> StartAsync() =>
        Puppeteer.LaunchAsync(new() { ExecutablePath = SomeBrowser.Find(), Args = ["--no-sandbox"], Pipe = true });
}
