using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public partial class PlotHtmlTests
{
    private const string Evil = "<img src=x onerror=alert(1)>";
    private const string Escaped = "&lt;img src=x onerror=alert(1)&gt;";

    private static readonly Plot Harmless = Plot.PerGenreAccuracy("By genre", ["jazz"], ("ours", [0.5]));
    private static readonly Plot Attack = Plot.PerGenreAccuracy($"</script>{Evil}", [Evil], (Evil, [0.5]));

    [Fact]
    public void The_fragment_holds_the_figure_as_json()
    {
        var json = FigureScript().Match(Harmless.ToHtml()).Groups[1].Value;
        var (figure, shown) = (JsonNode.Parse(Harmless.FigureJson)!, JsonNode.Parse(json)!);
        Assert.True(JsonNode.DeepEquals(figure["data"], shown["data"]));
        Assert.True(JsonNode.DeepEquals(figure["layout"], shown["layout"]));
    }

    [Fact]
    public void Without_scripts_the_values_show_as_a_table()
    {
        var html = Harmless.ToHtml();
        Assert.Contains(">jazz</td>", html, StringComparison.Ordinal);
        Assert.Contains(">0.5</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_reader_gets_the_title_and_the_values() =>
        Assert.Contains("role=\"img\" aria-label=\"By genre, bar chart. jazz 0.5\"", Harmless.ToHtml(), StringComparison.Ordinal);

    [Fact]
    public void Html_in_a_genre_or_title_is_only_text()
    {
        _ = Harmless.ToHtml(); // where this is the first plot of the process, it brings plotly.js
        var html = Attack.ToHtml();
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Equal(2, EndOfScript().Count(html));
        var figure = new Figure(Attack);
        Assert.Equal([Escaped], figure.TraceNames);
        Assert.Equal([Escaped], Figure.Texts(figure.Traces[0].GetProperty("x")));
        Assert.DoesNotContain("<img", Figure.Texts(figure.Traces[0].GetProperty("hovertext"))[0], StringComparison.Ordinal);
        Assert.StartsWith("&lt;/script&gt;", figure.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void The_width_follows_the_page()
    {
        var layout = new Figure(Harmless).Layout;
        Assert.True(layout.GetProperty("autosize").GetBoolean());
        Assert.False(layout.TryGetProperty("width", out _));
        Assert.InRange(layout.GetProperty("height").GetInt32(), 400, 440);
    }

    [GeneratedRegex("""<script type="application/json">([^<]*)</script>""")]
    private static partial Regex FigureScript();

    [GeneratedRegex("</script", RegexOptions.IgnoreCase)]
    private static partial Regex EndOfScript();
}
