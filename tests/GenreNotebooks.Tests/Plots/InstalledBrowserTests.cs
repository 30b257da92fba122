using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class InstalledBrowserTests
{
    [Fact]
    public void A_browser_on_the_path_is_found()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("google-chrome"), "");
        Assert.Equal(folder.File("google-chrome"), InstalledBrowser.Find("chrome", [folder.Path]));
    }

    [Fact]
    public void One_that_is_named_goes_before_one_that_is_found()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("chromium"), "");
        File.WriteAllText(folder.File("mine"), "");
        Assert.Equal(folder.File("chromium"), InstalledBrowser.Find(null, [folder.Path]));
        Assert.Equal(folder.File("mine"), InstalledBrowser.Find(folder.File("mine"), []));
        Assert.Equal(folder.File("mine"), InstalledBrowser.Find("mine", [folder.Path]));
    }

    [Fact]
    public void One_that_is_named_and_not_there_is_an_error_even_if_there_are_others()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("chromium"), "");
        var error = Assert.Throws<InputException>(() => InstalledBrowser.Find("/no/such/browser", [folder.Path]));
        Assert.Contains("GENRE_NOTEBOOKS_BROWSER is '/no/such/browser'", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install chromium", error.Message, StringComparison.Ordinal);
        Assert.Contains("saves itself as SVG", error.Message, StringComparison.Ordinal);
    }
}
