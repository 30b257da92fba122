using System.Text.Json;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class PlotSaveTests
{
    private static readonly Plot Bars = Plot.PerGenreAccuracy("By <genre>", ["jazz"], ("ours", [0.5]));

    [Fact]
    public void A_page_carries_all_it_needs()
    {
        using var folder = new TemporaryFolder();
        var page = File.ReadAllText(Bars.Save(folder.File("figures/by-genre.html")));
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Contains("<title>By &lt;genre&gt;</title>", page, StringComparison.Ordinal);
        Assert.Contains(Plot.Script.Source, page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_the_figure()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(Bars.FigureJson, File.ReadAllText(Bars.Save(folder.File("by-genre.JSON"))));
    }

    [Fact]
    public void A_chart_that_is_there_is_replaced_and_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        Bars.Save(folder.File("chart.json"), new() { Theme = FigureTheme.Dark });
        Bars.Save(folder.File("chart.json"));
        Assert.Equal([folder.File("chart.json")], Directory.GetFiles(folder.Path));
        Assert.Equal(Bars.FigureJson, File.ReadAllText(folder.File("chart.json")));
    }

    [Theory]
    [InlineData("chart.json")]
    [InlineData("chart.html")]
    [InlineData("chart.svg")]
    [InlineData("chart.png")]
    [InlineData("chart.pdf")]
    public void A_file_that_is_no_such_chart_is_left_as_it_is(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(name);
        File.WriteAllText(path, """{"model": "notes of mine"}""");
        Assert.StartsWith($"{path}: found a file, expected none or ", Assert.Throws<InputException>(() => Bars.Save(path)).Message);
        Assert.Equal("""{"model": "notes of mine"}""", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("chart.gif")]
    [InlineData("chart")]
    public void Another_ending_is_refused_with_those_that_work(string name)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InputException>(() => Bars.Save(folder.File(name)));
        Assert.Contains(".html, .json, .svg, .png or .pdf", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_dark_figure_keeps_the_values_and_has_no_colour_of_light_paper()
    {
        using var folder = new TemporaryFolder();
        var light = Plot.ConfusionHeatMap("Confusion", Runs.SomeRun.Matrix);
        var dark = File.ReadAllText(light.Save(folder.File("dark.json"), new() { Theme = FigureTheme.Dark }));
        Assert.Contains("\"paper_bgcolor\":\"#15181c\"", dark, StringComparison.Ordinal);
        Assert.DoesNotContain("#222222", dark, StringComparison.Ordinal);
        Assert.Equal(Trace(light.FigureJson).GetProperty("z").GetRawText(), Trace(dark).GetProperty("z").GetRawText());
    }

    [Fact]
    public void A_page_is_as_wide_as_asked_at_most_and_dark_if_asked()
    {
        using var folder = new TemporaryFolder();
        var page = File.ReadAllText(Bars.Save(folder.File("dark.html"), new() { Width = 640, Height = 480, Theme = FigureTheme.Dark }));
        Assert.Contains(".genre-chart { max-width: 640px; }", page, StringComparison.Ordinal);
        Assert.Contains("\"height\":480", page, StringComparison.Ordinal);
        Assert.Contains("color-scheme: dark", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99", "500", 96, "width 99px: expected 100 to 10000 pixels")]
    [InlineData("20mm", "500", 96, "width 20mm: expected 100 to 10000 pixels (27 to 2645 mm)")]
    [InlineData("900", "10001", 96, "height 10001px")]
    [InlineData("900", "500", 0, "dpi 0")]
    [InlineData("900", "500", 1824, "dpi 1824")]
    [InlineData("900", "500", double.NaN, "dpi NaN")]
    public void A_size_that_no_browser_draws_is_refused(string width, string height, double dpi, string message)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InputException>(() => Bars.Save(folder.File("chart.png"), new() { Width = width, Height = height, Dpi = dpi }));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_of_another_format_is_refused() => Assert.Equal(
        "format 'gif': expected one of svg, png, pdf.", Assert.Throws<InputException>(() => Bars.ToImage("gif")).Message);

    private static JsonElement Trace(string figure) => JsonDocument.Parse(figure).RootElement.GetProperty("data")[0];
}
