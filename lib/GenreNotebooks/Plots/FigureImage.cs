using PuppeteerSharp;

namespace GenreNotebooks.Plots;

/// <summary>Figures as static images, drawn by one browser that starts with the first of them and ends with the process.</summary>
internal static class FigureImage
{
    private static readonly Lock Turn = new();
    private static DrawingBrowser? drawing;

    static FigureImage() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Close();

    /// <summary>The formats that a browser draws.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["svg", "png", "pdf"];

    /// <summary>Draws a Plotly figure, given as JSON.</summary>
    /// <exception cref="InputException">There is no browser, or it cannot draw.</exception>
    public static byte[] Draw(string figure, string format, int width, int height, double scale)
    {
        var browser = InstalledBrowser.Find();
        lock (Turn)
        {
            try
            {
                drawing ??= Wait(() => DrawingBrowser.StartAsync(browser, Plot.Script.Source));
                return Wait(() => drawing.DrawAsync(figure, format, width, height, scale));
            }
            catch (Exception exception) when (exception is not InputException)
            {
                Close(); // it may have died: the next figure gets another
                var why = exception is ProcessException ? "it does not start as a browser, or ended" : exception.Message.Split('\n')[0].TrimEnd();
                throw new InputException(
                    $"{browser}: cannot draw the chart ({why}). Name another Chrome, Chromium or Edge in {InstalledBrowser.EnvironmentVariable}. "
                    + InstalledBrowser.Without, exception);
            }
        }
    }

    private static void Close()
    {
        if (Interlocked.Exchange(ref drawing, null) is { } open)
        {
            Wait(async () => { await open.DisposeAsync(); return true; });
        }
    }

    // Not on the caller's thread: some hosts of notebooks would wait for themselves.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
