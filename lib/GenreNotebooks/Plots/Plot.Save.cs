using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>Size and paper of a saved plot.</summary>
/// <param name="Width">Pixels, 100 to 10,000; null for the figure's own width, or 800 if it has none.</param>
/// <param name="Height">Pixels, 100 to 10,000; null for the figure's own height, or 450 if it has none.</param>
/// <param name="Scale">Pixels of a PNG, along each side, for each pixel of the figure.</param>
/// <param name="Dark">Light text on dark paper.</param>
public sealed record FigureLook(int? Width = null, int? Height = null, double Scale = FigureLook.DefaultScale, bool Dark = false)
{
    /// <summary>The usual scale: sharp in print and on fine screens.</summary>
    public const double DefaultScale = 2;

    internal const int DefaultWidth = 800, DefaultHeight = 450;

    private const int Smallest = 100, Largest = 10_000;

    // Browsers do not draw longer sides.
    private const int LongestSide = 16_384;

    /// <summary>Returns this if a browser can draw it.</summary>
    /// <exception cref="InputException">A length or the scale is outside its limits.</exception>
    public FigureLook Validated()
    {
        foreach (var (name, length) in new[] { ("width", Width), ("height", Height) })
        {
            if (length is < Smallest or > Largest)
            {
                throw new InputException(Invariant($"{name} {length}: expected {Smallest} to {Largest} pixels."));
            }
        }
        return Scale > 0 && Scale * Math.Max(Width ?? DefaultWidth, Height ?? DefaultHeight) <= LongestSide ? this : throw new InputException(
            Invariant($"scale {Scale}: expected a number above 0 that makes no side longer than {LongestSide} pixels."));
    }
}

public sealed partial class Plot
{
    private const string DarkPage = "background: #15181c; color: #e6e8eb; color-scheme: dark;";
    private const string LightPage = "background: #fff; color: #222;";

    /// <summary>The formats of images, which an installed browser draws: <c>svg</c>, <c>png</c> and <c>pdf</c>.</summary>
    public static IReadOnlyList<string> ImageFormats { get; } = ["svg", "png", "pdf"];

    /// <summary>
    /// Saves the chart. The ending chooses the format: <c>.html</c> is a page that needs no network, <c>.json</c> the Plotly figure. An
    /// installed Chrome, Chromium or Edge (see <see cref="InstalledBrowser"/>) draws <c>.svg</c>, <c>.pdf</c> (text stays text) and
    /// <c>.png</c>; one browser draws all charts of a program. Missing folders are created. An existing file of the same format is replaced, whole or not at
    /// all; a page or a <c>.json</c> only if it is a chart too.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Pixels, 100 to 10,000; by default the figure's own width, or 800. A page is at most as wide.</param>
    /// <param name="height">Pixels, 100 to 10,000; by default the figure's own height: for our charts at least 420, more with a long legend.</param>
    /// <param name="scale">A PNG has <paramref name="width"/> × <paramref name="scale"/> by <paramref name="height"/> × <paramref name="scale"/> pixels.</param>
    /// <param name="dark">Light text on dark paper.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="InputException">The ending or size is not supported, there is no browser, the file cannot be written, or another kind of file is there.</exception>
    public string Save(string path, int? width = null, int? height = null, double scale = FigureLook.DefaultScale, bool dark = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var look = new FigureLook(width, height, scale, dark).Validated();
        var ending = Path.GetExtension(path);
        var format = ending.TrimStart('.').ToLowerInvariant();
        if (format is "html" or "json" || ImageFormats.Contains(format))
        {
            AtomicFile.EnsureWritable(path, FileKind.Chart(format)); // before the browser draws
        }
        var content = format switch
        {
            "html" => Encoding.UTF8.GetBytes(ToPage(look)),
            "json" => Encoding.UTF8.GetBytes(Figure(Sized(look)).ToJsonString(Readable)),
            _ when ImageFormats.Contains(format) => ToImage(format, look),
            _ => throw new InputException(
                $"{path}: cannot save a chart as '{ending}'. Give the file a name that ends in .html, .json, .svg, .png or .pdf."),
        };
        AtomicFile.Write(path, stream => stream.Write(content), FileKind.Chart(format));
        return Path.GetFullPath(path);
    }

    /// <summary>Draws the chart as an image with an installed Chrome, Chromium or Edge, as <see cref="Save"/> does.</summary>
    /// <param name="format">One of <see cref="ImageFormats"/>.</param>
    /// <param name="look">Size, scale and paper; by default the figure's own size, <see cref="FigureLook.DefaultScale"/> and light paper.</param>
    /// <returns>The bytes of the image file.</returns>
    /// <exception cref="InputException">The format or size is not supported, there is no browser, or the browser cannot draw the chart.</exception>
    public byte[] ToImage(string format, FigureLook? look = null)
    {
        if (!ImageFormats.Contains(format))
        {
            throw new InputException($"format '{format}': expected one of {string.Join(", ", ImageFormats)}.");
        }
        look = (look ?? new()).Validated();
        var own = Sized(look);
        var (width, height) = (Pixels(own, "width") ?? FigureLook.DefaultWidth, Pixels(own, "height") ?? FigureLook.DefaultHeight);
        look = (look with { Width = width, Height = height }).Validated();
        return FigureImage.Draw(Figure(Sized(look)).ToJsonString(Readable), format, width, height, look.Scale);
    }

    private static int? Pixels(JsonObject figure, string length) =>
        figure["layout"]?[length] is JsonValue pixels && pixels.GetValueKind() == JsonValueKind.Number ? (int)double.Parse(pixels.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private JsonObject Sized(FigureLook look)
    {
        var figure = (look.Dark ? dark : light).Value.DeepClone().AsObject();
        foreach (var (name, pixels) in new[] { ("width", look.Width), ("height", look.Height) })
        {
            if (pixels is not null)
            {
                figure["layout"]![name] = pixels;
            }
        }
        return figure;
    }

    private string ToPage(FigureLook look) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        {{FileKind.PageMark}}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{WebUtility.HtmlEncode(Title)}}</title>
        <style>body { margin: 0.5rem; {{(look.Dark ? DarkPage : LightPage)}} font-family: sans-serif; }{{(
            look.Width is { } width ? Invariant($" .genre-chart {{ max-width: {width}px; }}") : "")}}</style>
        {{Script.ToHtml()}}</head>
        <body>
        {{ToHtml(Sized(look with { Width = null }).ToJsonString(Readable))}}
        </body>
        </html>

        """;
}
