using System.Text.Json.Nodes;
using GenreNotebooks.Plots;
using Plotly.NET;
using Plotly.NET.CSharp;
using Plotly.NET.LayoutObjects;
using Xunit;
using CSharpChart = Plotly.NET.CSharp.Chart;

namespace GenreNotebooks.Tests.Plots;

public class OwnPlotTests
{
    private static readonly Plot Bars = Plot.PerGenreAccuracy("By genre", ["jazz", "rock"], ("ours", [0.5, 0.25]));

    [Fact]
    public void A_plot_gives_its_chart_to_Plotly_NET()
    {
        Assert.Equal(Bars.FigureJson, GenericChart.toFigureJson(Bars.Chart));
        Assert.Equal(["ours"], Bars.Chart.GetTraces().Select(trace => trace.GetPropertyValue("name")));
    }

    [Fact]
    public void With_restyles_a_copy()
    {
        var before = Bars.FigureJson;
        var restyled = Bars.With(chart => chart.WithYAxisStyle<double, double, string>(TitleText: "right").WithSize(Width: 500, Height: 700));

        Assert.Equal(before, Bars.FigureJson);
        var layout = new Figure(restyled).Layout;
        Assert.Equal("right", layout.GetProperty("yaxis").GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("linear", layout.GetProperty("yaxis").GetProperty("type").GetString()); // the rest of the axis stays
        Assert.Equal((500, 700), (layout.GetProperty("width").GetInt32(), layout.GetProperty("height").GetInt32()));
        Assert.Equal("By genre", restyled.Title);
        Assert.Equal(Bars.ToString(), restyled.ToString());
    }

    [Fact]
    public void What_is_set_survives_another_size_and_dark_paper()
    {
        using var folder = new TemporaryFolder();
        var restyled = Bars.With(Titled).With(chart => Shown(chart, "#123456"));
        var saved = Layout(File.ReadAllText(restyled.Save(folder.File("a.json"), new() { Width = 640, Height = 300, Theme = FigureTheme.Dark })));
        Assert.Equal("Mine", (string?)saved["title"]!["text"]);
        Assert.Equal("#123456", (string?)saved["plot_bgcolor"]);
        Assert.Equal("#15181c", (string?)saved["template"]!["layout"]!["paper_bgcolor"]);
        Assert.Equal((640, 300), ((int)saved["width"]!, (int)saved["height"]!));
        Assert.Single(saved["annotations"]!.AsArray());
        Assert.Equal("Mine", restyled.Title);
    }

    [Fact]
    public void An_added_trace_is_among_the_values()
    {
        var more = Bars.With(chart => CSharpChart.Combine([chart, CSharpChart.Line<string, double, string>(x: ["jazz"], y: [0.7], Name: "theirs", UseDefaults: false)]));
        Assert.Matches("theirs +jazz +0.7", more.ToString());
        Assert.Equal(["ours", "theirs"], new Figure(more).TraceNames);
    }

    [Fact]
    public void A_function_that_gives_nothing_is_refused() =>
        Assert.Contains("'By genre' gave null", Assert.Throws<InputException>(() => Bars.With(_ => null!)).Message, StringComparison.Ordinal);

    [Fact]
    public void Later_changes_to_a_chart_do_not_change_its_plot()
    {
        var chart = CSharpChart.Point<int, double, string>(x: [1, 2], y: [0.5, 0.75], Name: "mine").WithSize(Width: 640);
        var plot = Plot.Of(chart);
        var before = plot.FigureJson;
        Assert.Equal(GenericChart.toFigureJson(chart), before);
        GenericChart.getLayout(chart).SetProperty("width", 1);
        Assert.Equal(before, plot.FigureJson);
        Assert.Equal("Chart\ntrace  x     y\nmine   1   0.5\nmine   2  0.75", plot.ToString());
    }

    [Fact]
    public void Values_that_differ_each_time_are_taken_once()
    {
        var calls = 0;
        var values = new List<double> { 1, 2, 3 };
        var plot = Plot.Of(CSharpChart.Line<int, double, string>(x: [1, 2, 3], y: values.Select(value => value + 100 * calls++)));
        var (before, taken) = (plot.FigureJson, calls);
        values[0] = 99;
        Assert.Equal(before, plot.FigureJson);
        Assert.DoesNotContain("\"data\",0,\"y\"", plot.ToJson(), StringComparison.Ordinal);
        Assert.Equal(taken, calls);
    }

    [Fact]
    public void A_chart_that_a_function_returns_is_read_once_and_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var chart = CSharpChart.Line<int, int, string>(x: [1], y: [1]);
        var plot = Bars.With(_ => chart);
        plot.Save(folder.File("a.json"), new() { Width = 300, Height = 222 });
        Assert.Equal(600, new Figure(plot).Layout.GetProperty("height").GetInt32());
        Assert.Equal(600, new Figure(Plot.Of(chart)).Layout.GetProperty("height").GetInt32());
    }

    [Fact]
    public void A_chart_without_a_type_shows_too() => Assert.Equal("Chart", Plot.Of(CSharpChart.Invisible()).Title);

    [Theory]
    [InlineData("[1,2]")]
    [InlineData("[1.0,2.5,1E-07]")]
    [InlineData("[9007199254740993,12345678901234567890]")]
    [InlineData("[null,1e400]")]
    public void Numbers_stay_as_they_are_written(string numbers) =>
        Assert.Contains($"\"y\":{numbers}", Plot.OfJson($$"""{"data":[{"y":{{numbers}}}]}""").FigureJson, StringComparison.Ordinal);

    [Theory]
    [InlineData("[1]")]
    [InlineData("""[[["data",7,"y"],1]]""")]
    [InlineData("""[[["nowhere","y"],1]]""")]
    public void A_dark_that_names_no_place_is_refused(string dark) => Assert.Contains(
        "has a 'dark' that names a place it does not have", Assert.Throws<InputException>(() => Plot.OfJson($$"""{"data":[],"layout":{},"dark":{{dark}}}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_template_of_its_own_a_chart_of_ones_own_is_dark_on_dark_paper()
    {
        using var folder = new TemporaryFolder();
        var chart = CSharpChart.Line<int, int, string>(x: [1], y: [1]);
        var plain = Layout(File.ReadAllText(Plot.Of(chart).Save(folder.File("plain.json"), new() { Theme = FigureTheme.Dark })));
        var styled = Layout(File.ReadAllText(Plot.Of(CSharpChart.Line<int, int, string>(x: [1], y: [1]).WithTemplate(ChartTemplates.fslab)).Save(folder.File("styled.json"), new() { Theme = FigureTheme.Dark })));
        Assert.Equal("#15181c", (string?)plain["template"]!["layout"]!["paper_bgcolor"]);
        Assert.Equal("#3a414a", (string?)plain["template"]!["layout"]!["xaxis"]!["gridcolor"]);
        Assert.Equal(Layout(GenericChart.toFigureJson(chart))["template"]!["layout"]!["colorway"]?.ToJsonString(), plain["template"]!["layout"]!["colorway"]?.ToJsonString());
        Assert.Equal(Template(ChartTemplates.fslab), styled["template"]!.ToJsonString());
    }

    [Fact]
    public void A_figure_as_json_is_a_plot_that_Plotly_NET_restyles()
    {
        var json = """{"data":[{"type":"bar","x":["a","b"],"y":[1,2.5],"marker":{"color":"#0072b2"}}],"layout":{"title":{"text":"From <i>Python</i>"},"xaxis":{"type":"category"},"shapes":[{"type":"line","x0":0}]}}""";
        var plot = Plot.OfJson(json);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json)!["data"], JsonNode.Parse(plot.FigureJson)!["data"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json)!["layout"], JsonNode.Parse(plot.FigureJson)!["layout"]));
        Assert.Equal("From Python", plot.Title);
        var layout = new Figure(plot.With(chart => chart.WithXAxisStyle<int, int, string>(TitleText: "letter"))).Layout;
        Assert.Equal("category", layout.GetProperty("xaxis").GetProperty("type").GetString());
        Assert.Equal("letter", layout.GetProperty("xaxis").GetProperty("title").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{}", "has no 'data'")]
    [InlineData("""{"data":7}""", "has a Number as 'data'")]
    [InlineData("""{"data":[7]}""", "has a trace in 'data' that is not a JSON object")]
    [InlineData("""{"data":[],"layout":[]}""", "has a 'layout' or 'config' that is not a JSON object")]
    [InlineData("""{"data":[{"type":7}]}""", "has a trace whose 'type' is not a text")]
    public void Text_that_is_not_a_figure_is_refused(string json, string why)
    {
        var error = Assert.Throws<InputException>(() => Plot.OfJson(json));
        Assert.StartsWith($"The figure {why}", error.Message, StringComparison.Ordinal);
        Assert.Contains("expected a JSON object with an array 'data'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plot_comes_back_from_its_json_light_and_dark()
    {
        using var folder = new TemporaryFolder();
        var back = Plot.OfJson(Bars.ToJson());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Bars.FigureJson), JsonNode.Parse(back.FigureJson)));
        Assert.True(JsonNode.DeepEquals(Saved(Bars), Saved(back)));

        JsonNode Saved(Plot plot) => JsonNode.Parse(File.ReadAllText(plot.Save(folder.File("dark.json"), new() { Theme = FigureTheme.Dark })))!;
    }

    private static JsonNode Layout(string figure) => JsonNode.Parse(figure)!["layout"]!;

    private static string Template(Template template) =>
        Layout(GenericChart.toFigureJson(CSharpChart.Line<int, int, string>(x: [1], y: [1]).WithTemplate(template)))["template"]!.ToJsonString();

    private static GenericChart Titled(GenericChart chart) => Changed(chart, ("title", new Title().WithText("Mine")));

    private static GenericChart Shown(GenericChart chart, string color) =>
        Changed(chart, ("plot_bgcolor", color), ("annotations", new[] { new Annotation() }));

    private static GenericChart Changed(GenericChart chart, params (string Name, object Value)[] properties)
    {
        foreach (var (name, value) in properties)
        {
            GenericChart.getLayout(chart).SetProperty(name, value);
        }
        return chart;
    }
}

file static class Styling
{
    public static Title WithText(this Title title, string text)
    {
        title.SetProperty("text", text);
        return title;
    }

    public static GenericChart WithTemplate(this GenericChart chart, Template template)
    {
        GenericChart.getLayout(chart).SetProperty("template", template);
        return chart;
    }
}
