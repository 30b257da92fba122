using PuppeteerSharp;

namespace GenreNotebooks.Plots;

/// <summary>
/// The Chrome, Chromium or Edge that draws images: the one that <see cref="EnvironmentVariable"/> names, otherwise the first one found.
/// </summary>
public static class InstalledBrowser
{
    /// <summary>The environment variable that names the browser: the path of its program, or <c>chromium</c>, <c>chrome</c> or <c>msedge</c>.</summary>
    public const string EnvironmentVariable = "GENRE_NOTEBOOKS_BROWSER";

    internal const string WithoutBrowser =
        "Without a browser, a chart in a notebook or page saves itself as SVG (the camera button at its top), and Save writes .html and .json.";

    private const string Advice = "Install one of them (on Debian: apt-get install chromium), or name its program in " + EnvironmentVariable + ". " + WithoutBrowser;

    // For each browser, its names on the path and the places where installers put it.
    private static readonly (string Name, string[] Programs)[] Browsers =
    [
        ("chromium", ["chromium", "chromium-browser", "/Applications/Chromium.app/Contents/MacOS/Chromium", "Chromium/Application/chrome.exe"]),
        ("chrome",
        [
            "google-chrome", "google-chrome-stable", "chrome", "/opt/google/chrome/chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "Google/Chrome/Application/chrome.exe",
        ]),
        ("msedge",
        [
            "microsoft-edge", "microsoft-edge-stable", "msedge", "/opt/microsoft/msedge/msedge",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "Microsoft/Edge/Application/msedge.exe",
        ]),
    ];

    private static readonly Environment.SpecialFolder[] WindowsFolders =
        [Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData];

    /// <summary>Finds the browser.</summary>
    /// <returns>The path of its program.</returns>
    /// <exception cref="InputException">There is no browser; the message says how to install one.</exception>
    public static string Find()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] installed = OperatingSystem.IsWindows() ? [.. WindowsFolders.Select(Environment.GetFolderPath)] : [];
        return Find(Environment.GetEnvironmentVariable(EnvironmentVariable), [.. path, .. installed]);
    }

    /// <summary>Checks that a font can be used in images.</summary>
    /// <param name="font">Its name, or several with commas between them, of which one must be there.</param>
    /// <exception cref="InputException">There is no browser or no such font.</exception>
    public static void RequireFont(string font) =>
        FigureImage.Draw("""{"data":[],"layout":{}}""", "svg", new() { Width = 100, Height = 100, Font = font });

    /// <param name="named">The value of the environment variable.</param>
    /// <param name="folders">The folders to search.</param>
    internal static string Find(string? named, IReadOnlyList<string> folders)
    {
        if (string.IsNullOrWhiteSpace(named))
        {
            return Locate(Browsers.SelectMany(browser => browser.Programs), folders)
                ?? throw new InputException($"No browser found to draw .svg, .png or .pdf: looked for Chromium, Chrome and Edge. {Advice}");
        }
        return Locate(Array.Find(Browsers, browser => browser.Name == named).Programs ?? [named], folders)
            ?? throw new InputException($"{EnvironmentVariable} is '{named}': found no such program; expected one, or chromium, chrome or msedge. {Advice}");
    }

    private static string? Locate(IEnumerable<string> programs, IReadOnlyList<string> folders) =>
        programs.SelectMany(program => folders.Select(folder => Path.Combine(folder, program)).Append(program))
            .FirstOrDefault(path => Path.IsPathRooted(path) && File.Exists(path));
}

/// <summary>Draws figures as images. One browser draws them all: it starts with the first image and ends with the process.</summary>
internal static class FigureImage
{
    private static readonly Lock Gate = new();
    private static DrawingBrowser? drawing;

    static FigureImage() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Close();

    /// <summary>Draws a Plotly figure, given as JSON.</summary>
    /// <param name="figure">The figure, which has the look.</param>
    /// <param name="format"><c>svg</c>, <c>png</c> or <c>pdf</c>.</param>
    /// <param name="look">Its size, resolution and font.</param>
    /// <param name="title">The title of a PDF.</param>
    /// <exception cref="InputException">There is no browser, it cannot draw the figure, or a font is not installed.</exception>
    public static byte[] Draw(string figure, string format, FigureLook look, string title = "Chart")
    {
        var browser = InstalledBrowser.Find();
        lock (Gate)
        {
            try
            {
                drawing ??= Wait(() => DrawingBrowser.StartAsync(browser, Plot.Script.Source));
                return Wait(() => drawing.DrawAsync(figure, format, look, title));
            }
            catch (Exception exception) when (exception is not InputException)
            {
                Close(); // the browser may have died: the next figure starts another
                var why = exception is ProcessException ? "the program is not a browser, or it ended" : exception.Message.Split('\n')[0].TrimEnd();
                throw new InputException(
                    $"{browser}: cannot draw the chart '{title}' at {look.Width} × {look.Height} ({why}). {(exception is ProcessException ? "Name" : "Give it more space or smaller texts, or name")} another Chrome, Chromium or Edge in {InstalledBrowser.EnvironmentVariable}. "
                    + InstalledBrowser.WithoutBrowser, exception);
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

    // On another thread, because some notebook hosts would deadlock on the caller's.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
