using GenreNotebooks.Plots;
using PuppeteerSharp;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

/// <summary>A browser cleans up the folder of temporary files, also after browsers that were killed.</summary>
public sealed class DrawingBrowserTests
{
    [Fact(Explicit = true)]
    [Trait("Suite", "Browsers")]
    public async Task A_browser_deletes_its_profile_and_those_of_processes_that_were_killed()
    {
        var program = SomeBrowser.Find();
        var left = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"genre-notebooks-browser.999999999-{Guid.NewGuid():N}.tmp"));
        File.WriteAllText(Path.Combine(left.FullName, "Preferences"), "{}");
        left.LastWriteTimeUtc = DateTime.UtcNow.AddMinutes(-2);
        var browser = await DrawingBrowser.StartAsync(program, "window.Plotly = {}");
        Assert.False(Directory.Exists(left.FullName));
        Assert.True(Directory.Exists(browser.Profile.FullName));
        await browser.DisposeAsync();
        Assert.False(Directory.Exists(browser.Profile.FullName));
    }

    [Fact]
    public async Task A_program_that_is_not_a_browser_is_an_error()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("chrome"), "not a program");
        await Assert.ThrowsAsync<ProcessException>(() => DrawingBrowser.StartAsync(folder.File("chrome"), ""));
    }

    [Theory]
    [InlineData("/opt/$(touch here)/chrome")]
    [InlineData("/opt/`touch here`/chrome")]
    [InlineData("/opt/\"; touch here; \"/chrome")]
    [InlineData("/opt/\\/chrome")]
    public async Task No_path_is_a_command_of_a_shell(string program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell.");
        var error = await Assert.ThrowsAsync<InputException>(() => DrawingBrowser.StartAsync(program, ""));
        Assert.StartsWith(program, error.Message, StringComparison.Ordinal);
    }
}
