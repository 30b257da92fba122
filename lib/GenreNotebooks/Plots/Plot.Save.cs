using System.Net;
using System.Text;
using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    private const string DarkPage = "background: #15181c; color: #e6e8eb; color-scheme: dark;";
    private const string LightPage = "background: #fff; color: #222;";

    /// <summary>The formats of images, which an installed browser draws: <c>svg</c>, <c>png</c> and <c>pdf</c>.</summary>
    public static IReadOnlyList<string> ImageFormats { get; } = ["svg", "png", "pdf"];

    /// <summary>
    /// Saves the chart. The ending chooses the format: <c>.html</c> is a page that needs no network, <c>.json</c> the Plotly figure. An
    /// installed Chrome, Chromium or Edge (see <see cref="InstalledBrowser"/>) draws <c>.svg</c>, <c>.pdf</c> (text stays text, its fonts embedded) and
    /// <c>.png</c>; one browser draws all charts of a program. Missing folders are created. An existing file of the same format is replaced, whole or not at
    /// all; a page or a <c>.json</c> only if it is a chart too.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="look">Size, theme and changes of texts, such as <c>new() { Width = "84mm", Theme = FigureTheme.Gray }</c>; by default those of the plot.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="InputException">The ending or the look is not supported, there is no browser, the file cannot be written, or another kind of file is there.</exception>
    public string Save(string path, FigureLook? look = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        look = (look ?? new()).Validated();
        var ending = Path.GetExtension(path);
        var format = ending.TrimStart('.').ToLowerInvariant();
        if (format is "html" or "json" || ImageFormats.Contains(format))
        {
            AtomicFile.EnsureWritable(path, FileKind.Chart(format)); // before the browser draws
        }
        var content = format switch
        {
            "html" => Encoding.UTF8.GetBytes(ToPage(look)),
            "json" => Encoding.UTF8.GetBytes(Figure(look.ApplyTo(light.Value, dark.Value)).ToJsonString(Readable)),
            _ when ImageFormats.Contains(format) => ToImage(format, look),
            _ => throw new InputException(
                $"{path}: cannot save a chart as '{ending}'. Give the file a name that ends in .html, .json, .svg, .png or .pdf."),
        };
        AtomicFile.Write(path, stream => stream.Write(content), FileKind.Chart(format));
        return Path.GetFullPath(path);
    }

    /// <summary>Draws the chart as an image with an installed Chrome, Chromium or Edge, as <see cref="Save"/> does.</summary>
    /// <param name="format">One of <see cref="ImageFormats"/>.</param>
    /// <param name="look">Size, theme and changes of texts; by default those of the plot.</param>
    /// <returns>The bytes of the image file.</returns>
    /// <exception cref="InputException">The format or look is not supported, there is no browser, or the browser cannot draw the chart.</exception>
    public byte[] ToImage(string format, FigureLook? look = null)
    {
        if (!ImageFormats.Contains(format))
        {
            throw new InputException($"format '{format}': expected one of {string.Join(", ", ImageFormats)}.");
        }
        look = (look ?? new()).Validated();
        var figure = look.ApplyTo(light.Value, dark.Value);
        var (width, height) = FigureLook.SizeOf(figure, ownHeight: look.Height is not null || look.Width is null && figure["layout"]?["width"] is not null);
        look = (look with { Width = look.Width ?? width, Height = look.Height ?? height }).Validated();
        return FigureImage.Draw(Figure(figure).ToJsonString(Readable), format, look, TitleWith(look));
    }

    private string TitleWith(FigureLook look) => look.Title is { Length: > 0 } title ? title : Title;

    private string ToPage(FigureLook look) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        {{FileKind.PageMark}}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{WebUtility.HtmlEncode(TitleWith(look))}}</title>
        <style>body { margin: 0.5rem; {{(look.Theme == FigureTheme.Dark ? DarkPage : LightPage)}} font-family: sans-serif; }{{(
            look.Width is { } width ? Invariant($" .genre-chart {{ max-width: {width.Pixels:0.###}px; }}") : "")}}</style>
        {{Script.ToHtml()}}</head>
        <body>
        {{ToHtml((look with { Width = null }).ApplyTo(light.Value, dark.Value).ToJsonString(Readable), TitleWith(look))}}
        </body>
        </html>

        """;
}
