namespace GenreNotebooks.Playwright;

/// <summary>The plug-in's whole surface: text in, bytes out, so that no type of Playwright crosses to the library.</summary>
public static class FigureImages
{
    private const string DriverVariable = "PLAYWRIGHT_DRIVER_SEARCH_PATH";

    /// <summary>Starts a browser that draws figures until the process ends.</summary>
    /// <param name="browser">The browser's program.</param>
    /// <param name="driver">The folder that holds Playwright's <c>.playwright</c>.</param>
    /// <param name="plotly">The source of plotly.js.</param>
    /// <returns>Draws a Plotly figure, given as JSON, as <c>svg</c>, <c>png</c> or <c>pdf</c>; width and height in pixels, then the pixels of a PNG per pixel.</returns>
    public static Func<string, string, int, int, double, byte[]> Open(string browser, string driver, string plotly)
    {
        var named = Environment.GetEnvironmentVariable(DriverVariable);
        // An engine's own folder may hold another version, and Playwright looks there first.
        Environment.SetEnvironmentVariable(DriverVariable, named ?? driver);
        try
        {
            var drawing = Wait(() => DrawingBrowser.StartAsync(browser, plotly));
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.Run(async () => await drawing.DisposeAsync()).Wait();
            return (figure, format, width, height, scale) => Wait(() => drawing.DrawAsync(figure, format, width, height, scale));
        }
        finally
        {
            Environment.SetEnvironmentVariable(DriverVariable, named);
        }
    }

    // Not on the caller's thread: some hosts of notebooks would wait for themselves.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
