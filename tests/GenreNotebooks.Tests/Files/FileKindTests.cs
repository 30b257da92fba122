using GenreNotebooks.Files;
using Xunit;

namespace GenreNotebooks.Tests.Files;

public class FileKindTests
{
    [Theory]
    [InlineData(true, "{\"data\":[{\"y\":[1,2]}]}")] // a value of the user's own, without a layout
    [InlineData(true, "{ \"layout\": {}, \"data\": [] }")]
    [InlineData(false, "{\"data\": \"mine\"}")]
    [InlineData(false, "[1, 2]")]
    public void A_figure_takes_the_place_of_figures(bool may, string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("figure.json"), json);
        Assert.Equal(may, FileKind.Chart("json").MayReplace(folder.File("figure.json")));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(true, "<html><head><meta name=\"generator\" content=\"GenreNotebooks\"></head>")]
    [InlineData(true, "<html><head><style>\n:root {\n  --ground: #ffffff; --panel: #f6f7f9;")] // before pages had the mark
    [InlineData(true, "<html><head><style>body { margin: 0.5rem; background: white;")]
    [InlineData(false, "<html><head><title>My page</title>")]
    public void A_page_takes_the_place_of_pages_of_any_version_and_of_nothing_else(bool may, string page)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("page.html"), page);
        Assert.Equal(may, FileKind.Page.MayReplace(folder.File("page.html")));
    }
}
