using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace GenreNotebooks.Playwright;

/// <summary>A browser without a window and without a network, with one page that holds plotly.js and one for printing.</summary>
internal sealed class DrawingBrowser : IAsyncDisposable
{
    private const string ToImage = """
        ([figure, format, width, height, scale]) =>
          Plotly.toImage(JSON.parse(figure), { format: format, width: width, height: height, scale: scale, imageDataOnly: true })
        """;

    // plotly.js decodes the entities of an image once, as if they were encoded twice: a text with &nbsp; or ]]> in it would make it no XML,
    // and one with &lt; would be another text. What it marks itself, the quotes of fonts, is to be decoded.
    private const string EncodeTwice = """
        const serialize = XMLSerializer.prototype.serializeToString;
        XMLSerializer.prototype.serializeToString = function (node) {
          return serialize.call(this, node).replaceAll("&", "&amp;").replaceAll("&amp;quot;TOBESTRIPPED", "&quot;TOBESTRIPPED").replaceAll("TOBESTRIPPED&amp;quot;", "TOBESTRIPPED&quot;");
        };
        """;

    // Playwright waits half a minute by default; busy machines need more for their first page.
    private const float Patience = 120_000;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly IPage plotly;
    private readonly IPage printer;
    private readonly SemaphoreSlim turn = new(1);

    private DrawingBrowser(IPlaywright playwright, IBrowser browser, IPage plotly, IPage printer) =>
        (this.playwright, this.browser, this.plotly, this.printer) = (playwright, browser, plotly, printer);

    public static async Task<DrawingBrowser> StartAsync(string program, string script)
    {
        var playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        try
        {
            // Playwright starts it without its sandbox, which root and most containers cannot have: it opens nothing but our own figures.
            var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Timeout = Patience });
            var context = await browser.NewContextAsync(new() { Offline = true });
            context.SetDefaultTimeout(Patience);
            var (plotly, printer) = (await context.NewPageAsync(), await context.NewPageAsync());
            await plotly.AddScriptTagAsync(new() { Content = script });
            await plotly.AddScriptTagAsync(new() { Content = EncodeTwice });
            return new(playwright, browser, plotly, printer);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    public async Task<byte[]> DrawAsync(string figure, string format, int width, int height, double scale)
    {
        await turn.WaitAsync();
        try
        {
            return format switch
            {
                "png" => Convert.FromBase64String(await ImageAsync(figure, "png", width, height, scale)),
                "svg" => Encoding.UTF8.GetBytes(await ImageAsync(figure, "svg", width, height, 1) + "\n"),
                "pdf" => await PrintAsync(figure, await ImageAsync(figure, "svg", width, height, 1), width, height),
                _ => throw new ArgumentException($"found '{format}', expected svg, png or pdf", nameof(format)),
            };
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        playwright.Dispose();
        turn.Dispose();
    }

    private Task<string> ImageAsync(string figure, string format, int width, int height, double scale) =>
        plotly.EvaluateAsync<string>(ToImage, new object[] { figure, format, width, height, scale });

    /// <summary>Prints the vector image, text as text, on one page of its own size.</summary>
    private async Task<byte[]> PrintAsync(string figure, string svg, int width, int height)
    {
        using var json = JsonDocument.Parse(figure);
        // Pages are a multiple of a three-hundredth of an inch: the paper goes on under what is more than the image.
        await printer.SetContentAsync($$"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{Layout(json, "title", "text").Replace("<br>", " ", StringComparison.Ordinal)}}</title>
            <style>@page { margin: 0 } html, body { margin: 0; background: {{Layout(json, "paper_bgcolor")}} } svg { display: block }</style>
            </head><body>{{svg}}</body></html>
            """);
        return await printer.PdfAsync(new() { Width = Pixels(width), Height = Pixels(height), PrintBackground = true, PageRanges = "1" });
    }

    private static string Pixels(int length) => string.Create(CultureInfo.InvariantCulture, $"{length}px");

    /// <summary>A text of the layout, encoded as HTML; empty if there is none.</summary>
    private static string Layout(JsonDocument figure, params ReadOnlySpan<string> path)
    {
        var place = figure.RootElement.GetProperty("layout");
        foreach (var name in path)
        {
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(name, out place))
            {
                return "";
            }
        }
        return place.ValueKind == JsonValueKind.String ? place.GetString()! : "";
    }
}
