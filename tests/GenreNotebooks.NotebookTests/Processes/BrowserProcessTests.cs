using System.Globalization;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Plots;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests.Processes;

/// <summary>The browser that draws the images of a process ends with it, however it ends.</summary>
[Trait("Suite", "Browsers")]
public sealed class BrowserProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public BrowserProcessTests() => SomeRun.Create().Save(folder.File("run.json"));

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public async Task After_a_process_that_ends_neither_a_browser_nor_its_profile_is_left()
    {
        SomeBrowser.Find();
        using var process = Export();
        Assert.Equal((0, ""), (await process.EndAsync()) is var end ? (end.Exit, end.Error) : default);
        Assert.Equal(0, Browsers(process));
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), $"{Profile(process)}*"));
    }

    [Fact(Explicit = true)]
    public async Task After_SIGKILL_no_browser_is_left()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        SomeBrowser.Find();
        using var process = Export();
        await UntilAsync(() => process.HasExited || Browsers(process) > 1); // the browser has started others
        process.Kill();
        Assert.Equal(137, (await process.EndAsync()).Exit);
        await UntilAsync(() => Browsers(process) == 0);
    }

    [Fact(Explicit = true)]
    public async Task A_program_that_is_no_browser_is_named_with_what_to_do()
    {
        var program = folder.File("run.json");
        using var process = Export(("GENRE_NOTEBOOKS_BROWSER", program));
        var (exit, _, error) = await process.EndAsync();
        Assert.Equal(1, exit);
        Assert.StartsWith($"error: {program}: cannot draw the chart '", error, StringComparison.Ordinal);
        Assert.Contains("(the program is not a browser, or it ended). Name another Chrome", error, StringComparison.Ordinal);
        Assert.Contains("camera button", error, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task A_folder_of_temporary_files_that_cannot_be_written_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc can be written to by nobody, not even by an administrator.");
        SomeBrowser.Find();
        using var process = Export(("TMPDIR", "/proc"));
        var (exit, _, error) = await process.EndAsync();
        Assert.Equal(1, exit);
        Assert.StartsWith("error: /proc/, the folder of temporary files (TMPDIR): cannot be written (", error, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task A_browser_that_is_killed_is_an_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        SomeBrowser.Find();
        using var process = Export();
        await UntilAsync(() => process.HasExited || Browsers(process) > 1);
        BrowserIds(process).ToList().ForEach(browser => _ = Posix.Kill(browser));
        var (exit, _, error) = await process.EndAsync();
        Assert.Equal(1, exit);
        Assert.Contains("cannot draw the chart", error, StringComparison.Ordinal);
    }

    private CliProcess Export(params (string, string?)[] variables) =>
        new(["export", folder.File("run.json"), "--format", "svg,png,pdf", "--out", folder.File("out")], variables: variables);

    private static string Profile(CliProcess process) => $"genre-notebooks-browser.{process.Id}-";

    private static int Browsers(CliProcess process) => OperatingSystem.IsLinux() ? BrowserIds(process).Count() : 0;

    private static IEnumerable<int> BrowserIds(CliProcess process) => Directory.EnumerateDirectories("/proc")
        .Where(one => CommandLine(one).Contains(Profile(process), StringComparison.Ordinal)).Select(one => int.Parse(Path.GetFileName(one), CultureInfo.InvariantCulture));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended, or is no process
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
