using GenreNotebooks.NotebookTests.Notebooks;
using GenreNotebooks.Plots;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>Pages by the rules of axe-core: contrast, names, landmarks, what the keyboard reaches.</summary>
[Collection(nameof(OnePostRun))]
[Trait("Suite", "Browsers")]
public sealed class AccessibilityTests(PostNotebooks blog, BrowserPages browser) : IClassFixture<BrowserPages>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, int, bool> Pages { get; } =
    [
        .. from name in (string[])["index", "01-data", "03-lyrics", "05-combined", "06-closing-remarks"]
           from width in new[] { 390, 1280 }
           from dark in new[] { false, true }
           select (name, width, dark),
    ];

    public static TheoryData<string, bool> Charts { get; } = [.. from kind in SomeCharts.Names from dark in new[] { false, true } select (kind, dark)];

    public void Dispose() => folder.Dispose();

    [Theory(Explicit = true)]
    [MemberData(nameof(Pages))]
    public async Task A_page_of_the_site_keeps_no_reader_out(string name, int width, bool dark) =>
        await AssertReadableAsync(Path.Combine(blog.Folder.Out, $"{name}.html"), width, dark);

    [Theory(Explicit = true)]
    [MemberData(nameof(Charts))]
    public async Task Nor_does_the_page_of_a_chart(string kind, bool dark) =>
        await AssertReadableAsync(SomeCharts.Of(kind).Save(folder.File("chart.html"), new() { Theme = dark ? FigureTheme.Dark : FigureTheme.Light }), 400, dark);

    [Theory(Explicit = true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task Nor_does_the_page_of_a_cell_that_fails_with_folded_outputs_and_wide_tables(int width, bool dark)
    {
        AxeCore.Find();
        using var notebooks = new NotebookFolder();
        var path = await FoldedNotebook.RunAsync(notebooks);
        await AssertReadableAsync(path, width, dark, open: true);
    }

    private async Task AssertReadableAsync(string path, int width, bool dark, bool open = false)
    {
        var axe = AxeCore.Find();
        await using var page = await browser.OpenAsync(path, width);
        if (dark)
        {
            await page.PreferDarkAsync();
        }
        if (open)
        {
            await page.CallAsync<bool>("() => { document.querySelectorAll('details').forEach(details => details.open = true); return true; }");
        }
        Assert.Empty(await AxeCore.FaultsAsync(page, axe));
    }
}

/// <summary>A notebook with a chart, a long output, a long line, wide tables, code in its text, and a cell that fails.</summary>
internal static class FoldedNotebook
{
    private const string Text = """"
        #!markdown

        # Folded

        | first column | second column | third column | fourth column | fifth column |
        | --- | --- | --- | --- | --- |
        | aWordOfManyLetters | aWordOfManyLetters | aWordOfManyLetters | aWordOfManyLetters | aWordOfManyLetters |

        ```
        code in a paragraph that is much longer than a phone is wide, and so its reader scrolls it
        ```

        #!csharp

        #r "nuget: GenreNotebooks, 2.0.0"

        #!csharp

        for (int i = 1; i <= 100; i++) Console.WriteLine($"line {i}");

        #!csharp

        Console.WriteLine("jazz, 1999: somebody, something: " + string.Join(" ", Enumerable.Repeat("love baby night", 60)));

        #!csharp

        GenreNotebooks.Display.Table.Of([.. Enumerable.Range(0, 20).Select(i => $"column {i}")], [[.. Enumerable.Range(0, 20).Cast<object>()]])

        #!csharp

        GenreNotebooks.Plots.Plot.Comparison("Models", ["lyrics", "metadata"], [0.5, 0.6])

        #!csharp

        throw new InvalidOperationException("This cell fails.");
        """";

    /// <returns>The page.</returns>
    public static async Task<string> RunAsync(NotebookFolder notebooks)
    {
        var result = await notebooks.RunAsync(TestContext.Current.CancellationToken, notebooks.AddText("folded.dib", Text), "--sample");
        Assert.Equal(1, result.Exit);
        return Path.Combine(notebooks.Results, "folded.html");
    }
}
