using PuppeteerSharp;

namespace GenreNotebooks.Plots;

/// <summary>The Chrome, Chromium or Edge that draws static images: the one that an environment variable names, else the first that is found.</summary>
public static class InstalledBrowser
{
    /// <summary>Names the browser: its program, or <c>chromium</c>, <c>chrome</c> or <c>msedge</c>.</summary>
    public const string EnvironmentVariable = "GENRE_NOTEBOOKS_BROWSER";

    /// <summary>What can be saved without one.</summary>
    public const string Without =
        "A chart in a notebook or page saves itself as SVG (the camera button at its top), and charts as .html and .json need no browser.";

    private const string Advice = "Install one of them (on Debian: apt-get install chromium), or name its program in " + EnvironmentVariable + ". " + Without;

    // By channel: programs as they are called on the path, and where installers put them.
    private static readonly (string Channel, string[] Programs)[] Channels =
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

    /// <summary>The program of the browser.</summary>
    /// <exception cref="InputException">There is none; the message says what to install.</exception>
    public static string Find() => Find(Environment.GetEnvironmentVariable(EnvironmentVariable), FoldersOfPrograms());

    /// <param name="named">What the environment variable says.</param>
    /// <param name="folders">Where programs lie.</param>
    internal static string Find(string? named, IReadOnlyList<string> folders)
    {
        if (string.IsNullOrWhiteSpace(named))
        {
            return Channels.SelectMany(channel => channel.Programs).Select(program => Locate(program, folders)).FirstOrDefault(found => found is not null)
                ?? throw new InputException($"No browser found to draw .svg, .png or .pdf: looked for Chromium, Chrome and Edge. {Advice}");
        }
        var programs = Array.Find(Channels, channel => channel.Channel == named).Programs ?? [named];
        return programs.Select(program => Locate(program, folders)).FirstOrDefault(found => found is not null)
            ?? throw new InputException($"{EnvironmentVariable} is '{named}': found no such program; expected one, or chromium, chrome or msedge. {Advice}");
    }

    private static string? Locate(string program, IReadOnlyList<string> folders) =>
        folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? (Path.IsPathRooted(program) && File.Exists(program) ? program : null);

    /// <summary>Where programs lie: the folders of the path and, on Windows, those that installers use.</summary>
    internal static string[] FoldersOfPrograms()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return OperatingSystem.IsWindows() ? [.. path, .. WindowsFolders.Select(Environment.GetFolderPath)] : path;
    }
}

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
