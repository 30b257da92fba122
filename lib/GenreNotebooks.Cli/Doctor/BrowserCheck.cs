namespace GenreNotebooks.Cli.Doctor;

/// <summary>Is there a browser to draw static images?</summary>
internal static class BrowserCheck
{
    private const string Thing = "Browser";

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        yield return Find(machine);
    }

    private static Finding Find(Machine machine)
    {
        try
        {
            return Finding.Fine(Thing, $"{machine.FindBrowser()}, for charts as .svg, .png and .pdf");
        }
        catch (InputException exception)
        {
            return Finding.Optional(Thing, exception.Message, Install);
        }
    }

    private static string Install => OperatingSystem.IsWindows() ? "winget install Google.Chrome"
        : OperatingSystem.IsMacOS() ? "brew install --cask google-chrome"
        : "sudo apt-get install chromium";
}
