using GenreNotebooks.NotebookTests.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>The page of an executed <c>.ipynb</c> with pictures and coloured output, in a browser without a network.</summary>
[Trait("Suite", "Browsers")]
public sealed class JupyterNotebookPageTests(BrowserPages browser) : IClassFixture<BrowserPages>
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC";

    [Fact(Explicit = true)]
    public async Task Attachments_and_files_are_drawn_and_printed_text_looks_as_in_a_terminal()
    {
        using var folder = new NotebookFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "pic.png"), Convert.FromBase64String(Pixel));
        folder.AddText("a.ipynb", """
            {"cells":[
             {"cell_type":"markdown","source":"# Pictures\n![one](attachment:dot.png) ![two](pic.png) <img src='pic.png' alt='three'>","attachments":{"dot.png":{"image/png":"PIXEL"}}},
             {"cell_type":"code","source":"Console.Write(\" 1 %\\r99 %\\u001b[1;31m red \\u001b[0m\\u001b[44m on blue \\u001b[0m\\u001b[7minverse\\u001b[0m\\n\");"}
            ],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """.Replace("PIXEL", Pixel, StringComparison.Ordinal));
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, Path.Combine(folder.Path, "a.ipynb"), "--sample");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        await using var page = await browser.OpenAsync(Path.Combine(folder.Out, "a.html"));
        Assert.True(await page.EvaluateAsync<bool>("document.images.length == 3 && [...document.images].every(image => image.naturalWidth == 1)"));
        Assert.Equal("99 % red  on blue inverse", await page.EvaluateAsync<string>("document.querySelector('pre.output').textContent"));
        Assert.Equal((string[])["rgb(163, 22, 31)", "rgb(255, 255, 255)", "rgb(255, 255, 255)"], await ColoursAsync(page, "color"));
        Assert.Equal((string[])["rgba(0, 0, 0, 0)", "rgb(11, 92, 173)", "rgb(28, 32, 36)"], await ColoursAsync(page, "backgroundColor"));
        Assert.Empty(page.Complaints);
        Assert.Equal(2, page.Requests.Count); // the page and plotly.js
    }

    private static Task<string[]> ColoursAsync(OpenedPage page, string property) =>
        page.EvaluateAsync<string[]>($"[...document.querySelectorAll('pre.output span')].map(span => getComputedStyle(span).{property})");
}
