using System.Text;
using System.Text.Json;
using GenreNotebooks.Files;
using PuppeteerSharp;

namespace GenreNotebooks.Plots;

/// <summary>An installed browser without a window and without a network, with one page that holds plotly.js and one for printing. It draws one figure at a time.</summary>
internal sealed class DrawingBrowser : IAsyncDisposable
{
    private const string ToImage = """
        (figure, format, width, height, scale) =>
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

    // Busy machines need more than the usual half a minute for their first page.
    private const int Patience = 120_000;

    private static readonly string[] Flags =
    [
        "--no-sandbox", // root and most containers cannot have one, and the browser opens nothing but our own figures
        "--disable-component-update",
        "--host-resolver-rules=\"MAP * ~NOTFOUND\"", // a browser asks its maker's servers for news, whatever its pages do
    ];

    private readonly IBrowser browser;
    private readonly Task ended;
    private readonly IPage plotly;
    private readonly IPage printer;

    private DrawingBrowser(IBrowser browser, Task ended, DirectoryInfo profile, IPage plotly, IPage printer) =>
        (this.browser, this.ended, Profile, this.plotly, this.printer) = (browser, ended, profile, plotly, printer);

    /// <summary>The folder of the browser's own files, deleted with it.</summary>
    public DirectoryInfo Profile { get; }

    /// <summary>Starts the browser.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="script">The source of plotly.js.</param>
    public static async Task<DrawingBrowser> StartAsync(string program, string script)
    {
        AtomicFile.EnsureWritableFolder(Path.GetTempPath(), $"{Path.GetTempPath()}, the folder of temporary files (TMPDIR)");
        AtomicFile.RemoveLeftovers(Path.GetTempPath()); // profiles of processes that were killed
        var profile = Directory.CreateDirectory(AtomicFile.TemporaryOf(Path.Combine(Path.GetTempPath(), "genre-notebooks-browser")));
        var launcher = new Launcher();
        IBrowser? browser = null;
        Task ended = Task.CompletedTask;
        try
        {
            var launch = launcher.LaunchAsync(new()
            {
                ExecutablePath = Harmless(program),
                Args = Flags,
                UserDataDir = Harmless(profile.FullName),
                Pipe = true, // it closes when our process ends, however that ends, and the browser ends with it
                ProtocolTimeout = Patience,
            });
            ended = launcher.Process.WaitForExitAsync(null);
            browser = await UnlessAsync(ended, launch);
            return await UnlessAsync(ended, OpenAsync(browser, ended, profile, script));
        }
        catch
        {
            await EndAsync(browser, ended, profile);
            throw;
        }
    }

    /// <summary>Draws a Plotly figure, given as JSON.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="format"><c>svg</c>, <c>png</c> or <c>pdf</c>.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="scale">How many pixels of a PNG, along each side, a pixel of the figure takes.</param>
    public Task<byte[]> DrawAsync(string figure, string format, int width, int height, double scale) =>
        UnlessAsync(ended, ImageAsync(figure, format, width, height, scale));

    public async ValueTask DisposeAsync() => await EndAsync(browser, ended, Profile);

    private async Task<byte[]> ImageAsync(string figure, string format, int width, int height, double scale) => format switch
    {
        "png" => Convert.FromBase64String(await PlotlyAsync(figure, "png", width, height, scale)),
        "svg" => Encoding.UTF8.GetBytes(await PlotlyAsync(figure, "svg", width, height, 1) + "\n"),
        "pdf" => await PrintAsync(figure, await PlotlyAsync(figure, "svg", width, height, 1), width, height),
        _ => throw new ArgumentException($"found '{format}', expected svg, png or pdf", nameof(format)),
    };

    // Outside Windows a shell hands the pipe to the browser: nothing in a path may mean anything to it.
    private static string Harmless(string path) => OperatingSystem.IsWindows() || path.AsSpan().IndexOfAny("\"$\\`") < 0 ? path : throw new InputException(
        $"{path}: no image can be drawn with one of \" $ \\ ` in the path of the browser or of temporary files (TMPDIR). Use a path without them.");

    // PuppeteerSharp can miss that a program has ended, and would wait for its answer until all patience is gone.
    private static async Task<T> UnlessAsync<T>(Task ended, Task<T> work)
    {
        await Task.WhenAny(work, ended);
        return work.IsCompleted ? await work : throw new ProcessException("it ended");
    }

    private static async Task<DrawingBrowser> OpenAsync(IBrowser browser, Task ended, DirectoryInfo profile, string script)
    {
        var plotly = await OpenPageAsync(browser);
        await plotly.AddScriptTagAsync(new AddTagOptions { Content = script });
        await plotly.AddScriptTagAsync(new AddTagOptions { Content = EncodeTwice });
        return new(browser, ended, profile, plotly, await OpenPageAsync(browser));
    }

    private static async Task<IPage> OpenPageAsync(IBrowser browser)
    {
        var page = await browser.NewPageAsync();
        page.DefaultTimeout = Patience;
        await page.SetOfflineModeAsync(true);
        return page;
    }

    private static async Task EndAsync(IBrowser? browser, Task ended, DirectoryInfo profile)
    {
        try
        {
            await Task.WhenAny(browser?.CloseAsync() ?? Task.CompletedTask, ended);
        }
        finally
        {
            AtomicFile.Remove(profile);
        }
    }

    private Task<string> PlotlyAsync(string figure, string format, int width, int height, double scale) =>
        plotly.EvaluateFunctionAsync<string>(ToImage, figure, format, width, height, scale);

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
        return await printer.PdfDataAsync(new() { Width = width, Height = height, PrintBackground = true, PageRanges = "1", Tagged = false });
    }

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
