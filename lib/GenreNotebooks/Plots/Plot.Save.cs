using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    private const string DarkPage = "background: #15181c; color: #e6e8eb; color-scheme: dark;";
    private const string LightPage = "background: #fff; color: #222;";

    /// <summary>
    /// Saves the chart: <c>.html</c> is a page of its own that needs no network, <c>.json</c> the Plotly figure; <c>.svg</c>,
    /// <c>.pdf</c> (text stays text) and <c>.png</c> are drawn by an installed Chrome, Chromium or Edge, one for all charts of a
    /// program, the one that <c>GENRE_NOTEBOOKS_BROWSER</c> names if it is set. Folders are made; a file that is there is
    /// replaced, whole or not at all.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Pixels, 100 to 10,000; if not given, its own, or 800. A page is at most as wide.</param>
    /// <param name="height">Pixels, 100 to 10,000; if not given, its own: of our charts 420 and what a long legend takes.</param>
    /// <param name="scale">A PNG has <paramref name="width"/> × <paramref name="scale"/> by <paramref name="height"/> × <paramref name="scale"/> pixels.</param>
    /// <param name="dark">Light text on dark paper.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="InputException">Another ending, no such size, no browser, or a place that cannot be written to.</exception>
    public string Save(string path, int? width = null, int? height = null, double scale = FigureLook.DefaultScale, bool dark = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var look = new FigureLook(width, height, scale, dark).Validated();
        var ending = Path.GetExtension(path);
        var format = ending.TrimStart('.').ToLowerInvariant();
        var content = format switch
        {
            "html" => Encoding.UTF8.GetBytes(ToPage(look)),
            "json" => Encoding.UTF8.GetBytes(Figure(Sized(look)).ToJsonString(Readable)),
            _ when FigureImage.Formats.Contains(format) => ToImage(format, look),
            _ => throw new InputException(
                $"{path}: cannot save a chart as '{ending}'. Give the file a name that ends in .html, .json, .svg, .png or .pdf."),
        };
        AtomicFile.Write(path, stream => stream.Write(content));
        return Path.GetFullPath(path);
    }

    /// <summary>The chart as an image.</summary>
    internal byte[] ToImage(string format, FigureLook look)
    {
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
