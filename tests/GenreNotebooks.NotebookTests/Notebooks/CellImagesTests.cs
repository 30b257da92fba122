using System.Text.Json.Nodes;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Image files beside a notebook are in its executed copy and its page, wherever these are.</summary>
public sealed class CellImagesTests : IDisposable
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC";

    private readonly NotebookFolder folder = new();

    public CellImagesTests()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "more pictures"));
        File.WriteAllBytes(Path.Combine(folder.Path, "pic.png"), Convert.FromBase64String(Pixel));
        File.WriteAllBytes(Path.Combine(folder.Path, "more pictures", "pic.png"), [1, 2, 3]);
        folder.AddText("note.txt", "no image");
    }

    public void Dispose() => folder.Dispose();

    private async Task<(JsonNode Cell, string Page)> RunAsync(string markdown, string code = "1")
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, folder.AddText("a.dib", $"#!markdown\n{markdown}\n#!csharp\n{code}\n"), "--sample");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Nbformat.AssertValid(Path.Combine(folder.Out, "a.ipynb"));
        return (folder.Ipynb("a")["cells"]![0]!, folder.Page("a"));
    }

    private static string Source(JsonNode cell) => string.Concat(cell["source"]!.AsArray().Select(line => (string)line!));

    [Theory]
    [InlineData("![x](pic.png)", "![x](attachment:pic.png)")]
    [InlineData("![x](./pic.png \"title\")", "![x](attachment:pic.png \"title\")")]
    [InlineData("![x](<pic.png>)", "![x](attachment:pic.png)")]
    [InlineData("> - a [![x](pic.png)](pic.png) b", "> - a [![x](attachment:pic.png)](pic.png) b")]
    [InlineData("| a |\n| - |\n| ![x](pic.png) |", "| a |\n| - |\n| ![x](attachment:pic.png) |")]
    [InlineData("![x][p]\n\n[p]: pic.png", "![x][p]\n\n[p]: attachment:pic.png")]
    [InlineData("<img alt='x' src='pic.png'>", "<img alt='x' src=\"attachment:pic.png\">")]
    [InlineData("text <IMG src=pic.png width=5 /> text", "text <IMG src=\"attachment:pic.png\" width=5 /> text")]
    [InlineData("é 🎵 ![x](pic.png) ![y](pic.png)", "é 🎵 ![x](attachment:pic.png) ![y](attachment:pic.png)")]
    public async Task An_image_file_becomes_an_attachment_and_a_part_of_the_page(string markdown, string expected)
    {
        var (cell, page) = await RunAsync(markdown);
        Assert.Equal(expected, Source(cell));
        Assert.Equal($$$"""{"pic.png":{"image/png":"{{{Pixel}}}"}}""", cell["attachments"]!.ToJsonString(Cli.Notebooks.EventWriter.Short));
        Assert.Contains($"src=\"data:image/png;base64,{Pixel}\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("![x](gone.png) ![y](note.txt) ![z](https://example.org/pic.png) ![d](data:image/png;base64,AAAA) ![r](/pic.png) ![](#pic.png) [link](pic.png)")]
    [InlineData("`![x](pic.png)`\n\n```\n![x](pic.png) <img src=\"pic.png\">\n```")]
    [InlineData("\\![x](pic.png) <video src=\"pic.png\"></video> <img data-src=\"pic.png\">")]
    public async Task Other_addresses_stay_as_they_are(string markdown)
    {
        var (cell, _) = await RunAsync(markdown);
        Assert.Equal(markdown, Source(cell));
        Assert.Null(cell["attachments"]);
    }

    [Fact]
    public async Task Files_of_one_name_become_two_attachments()
    {
        var (cell, page) = await RunAsync("![a](more%20pictures/pic.png) ![b](pic.png)");
        Assert.Equal("![a](attachment:2-pic.png) ![b](attachment:pic.png)", Source(cell).Replace("attachment:pic.png) ![b](attachment:2-pic.png)", "attachment:2-pic.png) ![b](attachment:pic.png)", StringComparison.Ordinal));
        Assert.Equal(2, cell["attachments"]!.AsObject().Count);
        Assert.Contains("data:image/png;base64,AQID", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_a_cell_draws_is_there_too()
    {
        var (cell, _) = await RunAsync("![new](new.svg)", "System.IO.File.WriteAllText(\"new.svg\", \"<svg/>\");");
        Assert.Equal("""{"new.svg":{"image/svg+xml":"PHN2Zy8+"}}""", cell["attachments"]!.ToJsonString(Cli.Notebooks.EventWriter.Short));
    }

    [Fact]
    public async Task A_file_in_HTML_that_a_cell_shows_is_in_the_copy_and_the_page()
    {
        var (_, page) = await RunAsync("text", "HTML(\"<img src='pic.png'> <img src='gone.png'>\")");
        var html = $"<img src=\"data:image/png;base64,{Pixel}\"> <img src='gone.png'>";
        Assert.Equal(html, (string?)folder.Outputs("a", 1)[0]!["data"]!["text/html"]![0]);
        Assert.Contains(html, page, StringComparison.Ordinal);
    }
}
