using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GenreNotebooks.Files;
using PuppeteerSharp;

namespace GenreNotebooks.Plots;

/// <summary>An installed browser without a window or a network. One page holds plotly.js, one prints. It draws one figure at a time.</summary>
internal sealed partial class DrawingBrowser : IAsyncDisposable
{
    private const string ToImage = """
        async (json, format, width, height, scale) => {
          const figure = JSON.parse(json), place = document.createElement("div");
          Object.assign(figure.layout, { width: width, height: height });
          document.body.append(place);
          try {
            await drawFittedGenreChart(place, figure, { staticPlot: true });
            return await Plotly.toImage(place, { format: format, width: width, height: height, scale: scale, imageDataOnly: true });
          } finally {
            Plotly.purge(place);
            place.remove();
          }
        }
        """;

    // Whether none of the fonts is there: a text is as wide as in each of two fonts that stand in.
    private const string IsMissing = """
        names => {
          const canvas = document.createElement("canvas").getContext("2d"), widthIn = font => (canvas.font = "40px " + font, canvas.measureText("Genre mmii 0123").width);
          return names.split(",").map(name => name.trim().replace(/^["']|["']$/g, "")).every(name =>
            !/^(serif|sans-serif|monospace|cursive|fantasy|system-ui)$/.test(name)
            && ["serif", "monospace"].every(other => widthIn('"' + name + '", ' + other) === widthIn(other)));
        }
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
    /// <param name="look">Its size, resolution and font.</param>
    /// <param name="title">The title of a PDF.</param>
    public Task<byte[]> DrawAsync(string figure, string format, FigureLook look, string title) => UnlessEndedAsync(exit, ImageAsync(figure, format, look, title));

    public async ValueTask DisposeAsync() => await CloseAsync(browser, exit, Profile);

    private async Task<byte[]> ImageAsync(string figure, string format, FigureLook look, string title)
    {
        if (look.Font is { } font && await plotly.EvaluateFunctionAsync<bool>(IsMissing, font))
        {
            throw new InputException($"font {font}: found no such font on this machine. Install it, or give another, such as serif, sans-serif or monospace.");
        }
        return format switch
        {
            "png" => PngResolution.Set(Convert.FromBase64String(await PlotlyAsync(figure, "png", look, look.Scale + 1e-7)), look.Dpi),
            "svg" => Encoding.UTF8.GetBytes(Sized(await PlotlyAsync(figure, "svg", look, 1), look) + "\n"),
            "pdf" => await PrintAsync(figure, await PlotlyAsync(figure, "svg", look, 1), look, title),
            _ => throw new ArgumentException($"found '{format}', expected svg, png or pdf", nameof(format)),
        };
    }

    // An SVG in millimetres has its size in print wherever it is placed.
    private static string Sized(string svg, FigureLook look) => look.Width is not { IsPrinted: true } && look.Height is not { IsPrinted: true } ? svg
        : SizeOfSvg().Replace(svg, $"width=\"{look.Width}\" height=\"{look.Height}\"", 1);

    [GeneratedRegex("width=\"[^\"]*\" height=\"[^\"]*\"")]
    private static partial Regex SizeOfSvg();

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
        await plotly.AddScriptTagAsync(new AddTagOptions { Content = PlotlyScript.FitScript });
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

    private Task<string> PlotlyAsync(string figure, string format, FigureLook look, double scale) =>
        plotly.EvaluateFunctionAsync<string>(ToImage, figure, format, look.Width!.Value.Pixels, look.Height!.Value.Pixels, scale);

    /// <summary>Prints the vector image on one page of its size. Text stays text.</summary>
    private async Task<byte[]> PrintAsync(string figure, string svg, FigureLook look, string title)
    {
        var layout = JsonNode.Parse(figure)!["layout"];
        var paper = layout?["paper_bgcolor"] ?? layout?["template"]?["layout"]?["paper_bgcolor"];
        // Page sizes are rounded up to 1/300 inch, so the paper colour continues beyond the image.
        await printer.SetContentAsync($$"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{WebUtility.HtmlEncode(title)}}</title>
            <style>@page { margin: 0 } html, body { margin: 0; background: {{WebUtility.HtmlEncode(paper?.ToString() ?? "")}} } svg { display: block }</style>
            </head><body>{{svg}}</body></html>
            """);
        return await printer.PdfDataAsync(new() { Width = Inches(look.Width), Height = Inches(look.Height), PrintBackground = true, PageRanges = "1", Tagged = false });
    }

    private static string Inches(Length? length) => string.Create(CultureInfo.InvariantCulture, $"{length!.Value.Pixels / Length.PixelsOfInch}in");
}

/// <summary>The resolution in the file of a PNG, by which programs know its size in print.</summary>
internal static class PngResolution
{
    private const int HeaderEnd = 33; // the signature and the first chunk
    private const double InchesOfMetre = 39.3701;

    /// <summary>The image with a chunk <c>pHYs</c>.</summary>
    public static byte[] Set(byte[] png, double dpi)
    {
        var chunk = new byte[21]; // length, type, pixels per metre across and down, the unit, checksum
        BinaryPrimitives.WriteInt32BigEndian(chunk, 9);
        Encoding.ASCII.GetBytes("pHYs", chunk.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(8), (int)Math.Round(dpi * InchesOfMetre));
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(12), (int)Math.Round(dpi * InchesOfMetre));
        chunk[16] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(17), Checksum(chunk.AsSpan(4, 13)));
        return [.. png[..HeaderEnd], .. chunk, .. png[HeaderEnd..]];
    }

    /// <summary>CRC-32, as PNG has it.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }
        return ~sum;
    }
}
