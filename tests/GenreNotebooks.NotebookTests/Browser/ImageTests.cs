using System.Diagnostics;
using System.Xml.Linq;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Plots;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>Images of every kind of chart, read as the readers of a write-up would.</summary>
[Trait("Suite", "Browsers")]
public sealed class ImageTests(BrowserPages browser) : IClassFixture<BrowserPages>, IDisposable
{
    private const string CountColours = """
        async address => {
          const image = new Image();
          image.src = address;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
          return [image.width, image.height, new Set(pixels).size];
        }
        """;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Kinds { get; } = [.. SomeCharts.Names];

    public void Dispose() => folder.Dispose();

    [Theory(Explicit = true)]
    [MemberData(nameof(Kinds))]
    public void An_svg_has_the_title_and_all_labels_as_text(string kind)
    {
        SomeBrowser.Find();
        var chart = SomeCharts.Of(kind);
        var image = XDocument.Load(chart.Save(folder.File("chart.svg"), new() { Width = 900, Height = 500 }));
        var texts = image.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value).ToList();
        Assert.Empty(new ExpectedChart(chart.FigureJson).Missing(texts));
        Assert.Contains(texts, text => Words(text).StartsWith(Words(chart.Title), StringComparison.Ordinal));
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Kinds))]
    public async Task A_pdf_has_the_title_and_all_labels_as_text_on_one_page(string kind)
    {
        SomeBrowser.Find();
        var chart = SomeCharts.Of(kind);
        var text = await PdfTextAsync(chart.Save(folder.File("chart.pdf"), new() { Width = 900, Height = 500 }));
        Assert.All(new ExpectedChart(chart.FigureJson).Texts.Append(chart.Title), expected => Assert.Contains(Words(expected), Words(text)));
        Assert.Single(text, c => c == '\f'); // one at the end of each page
    }

    [Fact(Explicit = true)]
    public async Task A_png_has_its_size_and_more_than_one_colour()
    {
        SomeBrowser.Find();
        var bytes = File.ReadAllBytes(SomeCharts.Of("genres").Save(folder.File("chart.png"), new() { Width = 900, Height = 500 }));
        File.WriteAllText(folder.File("empty.html"), "<!doctype html><title>empty</title>");
        await using var page = await browser.OpenAsync(folder.File("empty.html"));
        var found = await page.CallAsync<int[]>(CountColours, $"data:image/png;base64,{Convert.ToBase64String(bytes)}");
        Assert.Equal((1800, 1000), (found[0], found[1]));
        Assert.InRange(found[2], 10, int.MaxValue);
    }

    /// <summary>Without spaces, which readers of PDF put where they see gaps.</summary>
    private static string Words(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static async Task<string> PdfTextAsync(string path)
    {
        var cancellation = TestContext.Current.CancellationToken;
        try
        {
            using var reader = Process.Start(new ProcessStartInfo("pdftotext", [path, "-"]) { RedirectStandardOutput = true })!;
            var text = await reader.StandardOutput.ReadToEndAsync(cancellation);
            await reader.WaitForExitAsync(cancellation);
            Assert.Equal(0, reader.ExitCode);
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("needs pdftotext: install poppler-utils");
            throw;
        }
    }
}
