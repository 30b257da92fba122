using System.Text.Json;

namespace GenreNotebooks.Charts;

/// <summary>Figures as static images, drawn by one browser that starts with the first of them and ends with the process.</summary>
internal static class FigureImage
{
    private static readonly Lock Opening = new();
    private static Func<string, string, int, int, double, byte[]>? draw;

    /// <summary>The formats that a browser draws.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["svg", "png", "pdf"];

    /// <summary>Draws a Plotly figure, given as JSON.</summary>
    /// <exception cref="InputException">There is no browser, or it cannot draw.</exception>
    public static byte[] Draw(string figure, string format, FigureLook look)
    {
        var (sized, width, height) = look.Validated().SizedFor(HeightOf(figure));
        var browser = InstalledBrowser.Find();
        try
        {
            return Open(browser)(sized.Apply(figure), format, width, height, sized.Scale);
        }
        catch (Exception exception) when (exception is not InputException)
        {
            draw = null; // it may have died: the next figure gets another
            throw new InputException(
                $"{browser}: cannot draw the chart ({exception.Message.Split('\n')[0].TrimEnd()}). Name another Chrome, Chromium or Edge in "
                + $"{InstalledBrowser.EnvironmentVariable}. Charts as .html and .json need no browser.", exception);
        }
    }

    private static Func<string, string, int, int, double, byte[]> Open(string browser)
    {
        lock (Opening)
        {
            return draw ??= PlaywrightPlugIn.Open(browser, Chart.Plotly.Source);
        }
    }

    private static int? HeightOf(string figure)
    {
        using var json = JsonDocument.Parse(figure);
        return json.RootElement.TryGetProperty("layout", out var layout) && layout.TryGetProperty("height", out var height)
            ? (int)height.GetDouble() : null;
    }
}
