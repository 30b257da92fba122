using System.Net;

namespace GenreNotebooks.Charts;

public sealed partial class Chart
{
    /// <summary>
    /// Saves the chart: <c>.html</c> is a page of its own that needs no network, <c>.json</c> the Plotly figure. Folders
    /// are made; a file that is there is replaced, whole or not at all.
    /// </summary>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="InputException">Another ending, or a place that cannot be written to.</exception>
    public string Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var ending = Path.GetExtension(path);
        AtomicFile.WriteAllText(path, ending.ToUpperInvariant() switch
        {
            ".HTML" => ToPage(),
            ".JSON" => FigureJson,
            _ => throw new InputException(
                $"{path}: cannot save a chart as '{ending}'. Give the file a name that ends in .html or .json."),
        });
        return Path.GetFullPath(path);
    }

    private string ToPage() => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{WebUtility.HtmlEncode(Title)}}</title>
        <style>body { margin: 0.5rem; background: #fff; color: #222; font-family: sans-serif; }</style>
        {{Plotly.ToHtml()}}
        </head>
        <body>
        {{ToHtml()}}
        </body>
        </html>

        """;
}
