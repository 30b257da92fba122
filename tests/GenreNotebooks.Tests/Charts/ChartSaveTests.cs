using GenreNotebooks.Charts;
using Xunit;

namespace GenreNotebooks.Tests.Charts;

public class ChartSaveTests
{
    private static readonly Chart Bars = Chart.PerGenreAccuracy("By <genre>", ["jazz"], ("ours", [0.5]));

    [Fact]
    public void A_page_carries_all_it_needs()
    {
        using var folder = new TemporaryFolder();
        var page = File.ReadAllText(Bars.Save(folder.File("figures/by-genre.html")));
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Contains("<title>By &lt;genre&gt;</title>", page, StringComparison.Ordinal);
        Assert.Contains(Chart.Plotly.Source, page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_the_figure()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(Bars.FigureJson, File.ReadAllText(Bars.Save(folder.File("by-genre.JSON"))));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_and_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("chart.json"), "old");
        Bars.Save(folder.File("chart.json"));
        Assert.Equal([folder.File("chart.json")], Directory.GetFiles(folder.Path));
        Assert.Equal(Bars.FigureJson, File.ReadAllText(folder.File("chart.json")));
    }

    [Theory]
    [InlineData("chart.gif")]
    [InlineData("chart")]
    public void Another_ending_is_refused_with_those_that_work(string name)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InputException>(() => Bars.Save(folder.File(name)));
        Assert.Contains(".html or .json", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
