using System.Text;
using System.Text.Json;
using GenreNotebooks.Files;
using PuppeteerSharp;

namespace GenreNotebooks.Plots;

/// <summary>An installed browser without a window or a network. One page holds plotly.js, one prints. It draws one figure at a time.</summary>
internal sealed class DrawingBrowser : IAsyncDisposable
{
    private const string ToImage = """
        (figure, format, width, height, scale) =>
          Plotly.toImage(JSON.parse(figure), { format: format, width: width, height: height, scale: scale, imageDataOnly: true })
        """;

    // plotly.js decodes the entities of an image once, as if they were encoded twice. So a text with &nbsp; or ]]> would break the XML,
    // and one with &lt; would become another text. Only the quotes of fonts, which plotly.js marks, must be decoded.
    private const string EncodeTwice = """
        const serialize = XMLSerializer.prototype.serializeToString;
        XMLSerializer.prototype.serializeToString = function (node) {
          return serialize.call(this, node).replaceAll("&", "&amp;").replaceAll("&amp;quot;TOBESTRIPPED", "&quot;TOBESTRIPPED").replaceAll("TOBESTRIPPED&amp;quot;", "TOBESTRIPPED&quot;");
        };
        """;

    // Milliseconds. On busy machines the first page takes longer than the usual 30 s.
    private const int Timeout = 120_000;

    private static readonly string[] Flags =
    [
        "--no-sandbox", // root and most containers cannot have one, and the browser opens only our own figures
        "--disable-component-update",
        "--host-resolver-rules=\"MAP * ~NOTFOUND\"", // browsers contact the servers of their makers, whatever their pages do
    ];

    private readonly IBrowser browser;
    private readonly Task exit;
    private readonly IPage plotly;
    private readonly IPage printer;

    private DrawingBrowser(IBrowser browser, Task exit, DirectoryInfo profile, IPage plotly, IPage printer) =>
        (this.browser, this.exit, Profile, this.plotly, this.printer) = (browser, exit, profile, plotly, printer);

    /// <summary>The folder of the browser's own files, which <see cref="DisposeAsync"/> deletes.</summary>
    public DirectoryInfo Profile { get; }

    /// <summary>Starts the browser.</summary>
    /// <param name="program">The path of its program.</param>
    /// <param name="script">The source of plotly.js.</param>
    public static async Task<DrawingBrowser> StartAsync(string program, string script)
    {
        AtomicFile.EnsureWritableFolder(Path.GetTempPath(), $"{Path.GetTempPath()}, the folder of temporary files (TMPDIR)");
        AtomicFile.RemoveLeftovers(Path.GetTempPath()); // profiles of killed processes
        var profile = Directory.CreateDirectory(AtomicFile.TemporaryOf(Path.Combine(Path.GetTempPath(), "genre-notebooks-browser")));
        var launcher = new Launcher();
        IBrowser? browser = null;
        Task exit = Task.CompletedTask;
        try
        {
            var launch = launcher.LaunchAsync(new()
            {
                ExecutablePath = RequireShellSafe(program),
                Args = Flags,
                UserDataDir = RequireShellSafe(profile.FullName),
                Pipe = true, // closes when our process ends in any way, and then the browser ends too
                ProtocolTimeout = Timeout,
            });
            exit = launcher.Process.WaitForExitAsync(null);
            browser = await UnlessEndedAsync(exit, launch);
            return await UnlessEndedAsync(exit, OpenAsync(browser, exit, profile, script));
        }
        catch
        {
            await CloseAsync(browser, exit, profile);
            throw;
        }
    }

    /// <summary>Draws a Plotly figure, given as JSON.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="format"><c>svg</c>, <c>png</c> or <c>pdf</c>.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="scale">Pixels of a PNG, along each side, for each pixel of the figure.</param>
    public Task<byte[]> DrawAsync(string figure, string format, int width, int height, double scale) =>
        UnlessEndedAsync(exit, ImageAsync(figure, format, width, height, scale));

    public async ValueTask DisposeAsync() => await CloseAsync(browser, exit, Profile);

    private async Task<byte[]> ImageAsync(string figure, string format, int width, int height, double scale) => format switch
    {
        "png" => Convert.FromBase64String(await PlotlyAsync(figure, "png", width, height, scale)),
        "svg" => Encoding.UTF8.GetBytes(await PlotlyAsync(figure, "svg", width, height, 1) + "\n"),
        "pdf" => await PrintAsync(figure, await PlotlyAsync(figure, "svg", width, height, 1), width, height),
        _ => throw new ArgumentException($"found '{format}', expected svg, png or pdf", nameof(format)),
    };

    // Outside Windows, a shell connects the pipe to the browser, so paths must not contain its special characters.
    private static string RequireShellSafe(string path) => OperatingSystem.IsWindows() || path.AsSpan().IndexOfAny("\"$\\`") < 0 ? path : throw new InputException(
        $"{path}: no image can be drawn with one of \" $ \\ ` in the path of the browser or of temporary files (TMPDIR). Use a path without them.");

    // PuppeteerSharp can miss that the program has ended, and would wait until the timeout.
    private static async Task<T> UnlessEndedAsync<T>(Task exit, Task<T> work)
    {
        await Task.WhenAny(work, exit);
        return work.IsCompleted ? await work : throw new ProcessException("it ended");
    }

    private static async Task<DrawingBrowser> OpenAsync(IBrowser browser, Task exit, DirectoryInfo profile, string script)
    {
        var plotly = await OpenPageAsync(browser);
        await plotly.AddScriptTagAsync(new AddTagOptions { Content = script });
        await plotly.AddScriptTagAsync(new AddTagOptions { Content = EncodeTwice });
        return new(browser, exit, profile, plotly, await OpenPageAsync(browser));
    }

    private static async Task<IPage> OpenPageAsync(IBrowser browser)
    {
        var page = await browser.NewPageAsync();
        page.DefaultTimeout = Timeout;
        await page.SetOfflineModeAsync(true);
        return page;
    }

    private static async Task CloseAsync(IBrowser? browser, Task exit, DirectoryInfo profile)
    {
        try
        {
            await Task.WhenAny(browser?.CloseAsync() ?? Task.CompletedTask, exit);
        }
        finally
        {
            AtomicFile.Remove(profile);
        }
    }

    private Task<string> PlotlyAsync(string figure, string format, int width, int height, double scale) =>
        plotly.EvaluateFunctionAsync<string>(ToImage, figure, format, width, height, scale);

    /// <summary>Prints the vector image on one page of its size. Text stays text.</summary>
    private async Task<byte[]> PrintAsync(string figure, string svg, int width, int height)
    {
        using var json = JsonDocument.Parse(figure);
        // Page sizes are rounded up to 1/300 inch, so the paper colour continues beyond the image.
        await printer.SetContentAsync($$"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{Layout(json, "title", "text").Replace("<br>", " ", StringComparison.Ordinal)}}</title>
            <style>@page { margin: 0 } html, body { margin: 0; background: {{Layout(json, "paper_bgcolor")}} } svg { display: block }</style>
            </head><body>{{svg}}</body></html>
            """);
        return await printer.PdfDataAsync(new() { Width = width, Height = height, PrintBackground = true, PageRanges = "1", Tagged = false });
    }

    /// <summary>A text of the layout, encoded as HTML; empty if it is missing.</summary>
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
