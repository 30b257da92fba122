using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>The tests of pages rely on this to notice faults.</summary>
[Trait("Suite", "Browsers")]
public sealed class OpenedPageTests(BrowserPages browser) : IClassFixture<BrowserPages>
{
    [Fact(Explicit = true)]
    public async Task What_a_page_asks_for_says_and_throws_is_noticed_and_no_network_answers()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("page.html"), """
            <!doctype html><title>page</title><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
            <script>console.log("fine"); console.warn("odd"); alert("hello");</script>
            <script src="http://127.0.0.1/script.js"></script>
            <script>throw new Error("broken");</script>
            """);
        await using var page = await browser.OpenAsync(folder.File("page.html"));
        Assert.Equal(["page.html", "script.js"], page.Requests.Select(address => Path.GetFileName(new Uri(address).LocalPath)));
        Assert.Equal(["hello"], page.Dialogs);
        Assert.Equal(3, page.Complaints.Count);
        Assert.Contains("odd", page.Complaints);
        Assert.Contains(page.Complaints, text => text.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal));
        Assert.Contains(page.Complaints, text => text.Contains("broken", StringComparison.Ordinal));
    }
}
