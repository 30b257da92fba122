using System.Text.Json.Nodes;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public sealed class FigureLookTests : IDisposable
{
    private static readonly Plot Curves = Plot.AccuracyCurves("Lyrics", Figure.ThreeEpochs, [0.4, 0.5, 0.6], 0.36);
    private static readonly Plot Bars = Plot.PerGenreAccuracy("By genre", ["jazz", "rock"], ("ours", [0.5, 0.25]), ("theirs", [0.4, 0.3]));
    private static readonly Plot Cells = Plot.ConfusionHeatMap("Confusion", Runs.SomeRun.Matrix);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("84mm", 317.48)]
    [InlineData("12cm", 453.54)]
    [InlineData("3.3in", 316.8)]
    [InlineData("72pt", 96)]
    [InlineData("800px", 800)]
    [InlineData(" 640 ", 640)]
    public void A_length_is_a_number_with_a_unit(string text, double pixels) => Assert.Equal(pixels, Length.Parse(text).Pixels, 0.01);

    [Theory]
    [InlineData("")]
    [InlineData("mm")]
    [InlineData("84 miles")]
    [InlineData("-84mm")]
    [InlineData("1e3")]
    [InlineData("1,5cm")]
    public void Another_length_is_refused(string text) =>
        Assert.Equal($"{text}: expected a length such as 84mm, 3.3in, 12cm or 800 (pixels).", Assert.Throws<InputException>(() => Length.Parse(text)).Message);

    [Fact]
    public void Texts_and_the_legend_change()
    {
        var layout = Layout(Bars, new() { Title = "Mine <b>", XLabel = "kind", YLabel = "", Legend = LegendPlace.None, Font = "serif", FontSize = 9 });
        Assert.Equal("Mine &lt;b&gt;", (string?)layout["title"]!["text"]);
        Assert.Equal(("kind", ""), ((string?)layout["xaxis"]!["title"]!["text"], (string?)layout["yaxis"]!["title"]!["text"]));
        Assert.False((bool)layout["showlegend"]!);
        Assert.Equal(("serif", 12), ((string?)layout["font"]!["family"], (int)layout["font"]!["size"]!)); // 9 points are 12 pixels
    }

    [Fact]
    public void A_layout_is_added_to_the_figure_s_and_has_the_last_word()
    {
        var layout = Layout(Bars, new() { Title = "Mine", Layout = """{"title":{"text":"Theirs"},"yaxis":{"range":[0,1]},"annotations":[{"text":"note"}]}""" });
        Assert.Equal("Theirs", (string?)layout["title"]!["text"]);
        Assert.Equal("[0,1]", layout["yaxis"]!["range"]!.ToJsonString());
        Assert.Equal("accuracy (share of songs)", (string?)layout["yaxis"]!["title"]!["text"]);
        Assert.Single(layout["annotations"]!.AsArray());
    }

    [Theory]
    [InlineData("[1]", "layout: found no JSON object")]
    [InlineData("{", "layout: found no JSON (")]
    public void A_layout_that_is_none_is_refused(string layout, string message) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => new FigureLook { Layout = layout }.Validated()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Mine")]
    public void A_chart_of_the_sample_says_so_under_any_title(string title)
    {
        var layout = Layout(Bars.OnSongs(Runs.SomeRun.Create().Data with { Kind = "sample" }), new() { Title = title });
        Assert.EndsWith("Sample data: synthetic songs</span>", (string?)layout["title"]!["text"], StringComparison.Ordinal);
        Assert.StartsWith(title, (string?)layout["title"]!["text"], StringComparison.Ordinal);
        Assert.Equal("sample", (string?)layout["meta"]!["songs"]);
    }

    [Theory]
    [InlineData(FigureTheme.Gray)]
    [InlineData(FigureTheme.ColourBlind)]
    public void Curves_and_bars_differ_without_their_colours(FigureTheme theme)
    {
        var runs = Enumerable.Range(1, 8).Select(run => new Curve($"run {run}", [0.1 * run, 0.2])).ToList();
        foreach (var plot in new[] { Curves, Bars, Plot.AccuracyCurves("Many", runs) })
        {
            var signs = Data(plot, new() { Theme = theme }).Select(trace =>
                $"{trace!["mode"]} {trace["line"]?["dash"]} {trace["marker"]?["symbol"]} {trace["marker"]?["pattern"]?["shape"]}").ToList();
            Assert.Equal(signs.Distinct(), signs);
        }
    }

    [Fact]
    public void In_gray_nothing_has_a_colour()
    {
        foreach (var plot in new[] { Curves, Bars, Cells, Plot.OfJson("""{"data":[{"type":"pie","values":[1],"labels":["red"],"marker":{"colors":["red","rgba(9,200,9,0.5)","#abc"]}}],"layout":{"font":{"color":"navy"}}}""") })
        {
            var colors = Colors(Read(plot, new() { Theme = FigureTheme.Gray }));
            Assert.NotEmpty(colors);
            Assert.All(colors, color => Assert.Matches(@"^#(..)\1\1$|^rgba\((\d+), \2, \2", color));
        }
        Assert.Equal("red", (string?)Data(Plot.OfJson("""{"data":[{"type":"pie","values":[1],"labels":["red"]}]}"""), new() { Theme = FigureTheme.Gray })[0]!["labels"]![0]);
    }

    [Fact]
    public void A_figure_of_ours_that_was_saved_is_dark_on_dark_paper()
    {
        var saved = File.ReadAllText(Curves.Save(folder.File("curves.json")));
        Assert.Equal("#15181c", (string?)Layout(Plot.OfJson(saved), new() { Theme = FigureTheme.Dark })["template"]!["layout"]!["paper_bgcolor"]);
    }

    [Theory]
    [InlineData(FigureVenue.Ieee, 1, "88.9mm", 8.0)]
    [InlineData(FigureVenue.Ieee, 2, "181.864mm", 8.0)]
    [InlineData(FigureVenue.Acm, 1, "84.7mm", 8.0)]
    [InlineData(FigureVenue.Nature, 2, "183mm", 7.0)]
    [InlineData(FigureVenue.Slide, 2, "1280px", 20.0)]
    [InlineData(FigureVenue.Web, 1, "400px", null)]
    public void A_venue_has_its_width_and_font_size(FigureVenue venue, int columns, string width, double? points)
    {
        var look = FigureLook.For(venue, columns).Validated();
        Assert.Equal((width, points), ($"{look.Width}", look.FontSize));
    }

    [Fact]
    public void Three_columns_are_refused() =>
        Assert.Equal("columns 3: expected 1 or 2.", Assert.Throws<InputException>(() => FigureLook.For(FigureVenue.Acm, 3)).Message);

    private JsonObject Read(Plot plot, FigureLook look) => JsonNode.Parse(File.ReadAllText(plot.Save(folder.File("figure.json"), look)))!.AsObject();

    private JsonNode Layout(Plot plot, FigureLook look) => Read(plot, look)["layout"]!;

    private JsonArray Data(Plot plot, FigureLook look) => Read(plot, look)["data"]!.AsArray();

    private static List<string> Colors(JsonNode? node) => node switch
    {
        JsonObject part => [.. part.SelectMany(property => property.Key.Contains("color", StringComparison.Ordinal) && property.Value is JsonValue value && value.TryGetValue<string>(out var color) ? [color]
            : property.Key is "colors" ? [.. property.Value!.AsArray().Select(one => $"{one}")]
            : Colors(property.Value))],
        JsonArray items => [.. items.SelectMany(Colors)],
        _ => [],
    };
}
