using GenreNotebooks.Evaluation;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class IntervalChartTests
{
    private static readonly Estimate Low = new(0.5, null, 0.45, 0.52, 1), High = new(0.7, 0.01, 0.68, 0.75, 5);

    [Fact]
    public void Bars_by_genre_reach_from_the_lower_to_the_upper_end_of_their_interval()
    {
        var figure = new Figure(Plot.PerGenreAccuracy("By genre", ("trees", ByGenre(Low, High)), ("network", ByGenre(High, Low))));
        Assert.Equal(["trees", "network"], figure.TraceNames);
        var trees = figure.Trace("trees");
        Assert.Equal([0.5, 0.7], Figure.Numbers(trees.GetProperty("y")));
        AssertClose([0.02, 0.05], trees.GetProperty("error_y").GetProperty("array"));
        AssertClose([0.05, 0.02], trees.GetProperty("error_y").GetProperty("arrayminus"));
        Assert.Equal("jazz, trees<br>0.5000, 1 run<br>95 % interval 0.4500 to 0.5200", Figure.Texts(trees.GetProperty("hovertext"))[0]);
    }

    [Fact]
    public void The_axis_reaches_the_end_of_every_interval()
    {
        var figure = new Figure(Plot.PerGenreAccuracy("By genre", ("trees", ByGenre(Low, new(0.6, null, 0.4, 0.8, 1)))));
        Assert.Equal([0, 0.816], Figure.Numbers(figure.Layout.GetProperty("yaxis").GetProperty("range")).Select(end => Math.Round(end!.Value, 12)));
    }

    [Fact]
    public void A_genre_without_songs_has_no_bar_and_an_interval_is_drawn_where_it_is_even_beside_its_mean()
    {
        var plot = Plot.PerGenreAccuracy("By genre", ("trees", new Dictionary<string, Estimate?> { ["jazz"] = null, ["rock"] = new(0.5, null, 0.55, 0.65, 1) }));
        var trees = new Figure(plot).Trace("trees");
        Assert.Equal([null, "0.5"], trees.GetProperty("y").EnumerateArray().Select(value => value.ValueKind == System.Text.Json.JsonValueKind.Null ? null : value.ToString()));
        Assert.Equal(-0.05, trees.GetProperty("error_y").GetProperty("arrayminus")[1].GetDouble(), 1e-12);
        Assert.Equal("jazz, trees<br>–", Figure.Texts(trees.GetProperty("hovertext"))[0]);
    }

    [Fact]
    public void A_bar_too_short_for_its_value_has_none()
    {
        var bars = new Figure(Plot.PerGenreAccuracy("By genre", ("trees", ByGenre(new(0.05, null, 0, 0.1, 1), High)))).Traces[0];
        Assert.Equal(["", "0.70"], Figure.Texts(bars.GetProperty("text")));
    }

    [Fact]
    public void A_genre_that_one_model_lacks_is_named()
    {
        var jazz = new Dictionary<string, Estimate?> { ["jazz"] = Low };
        var error = Assert.Throws<InputException>(() => Plot.PerGenreAccuracy("By genre", ("trees", ByGenre(Low, High)), ("network", jazz)));
        Assert.Contains("'network' of the chart 'By genre' has no estimate of rock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_stand_below_each_other_the_best_on_top()
    {
        var figure = new Figure(Plot.Comparison("Models", [("year", Low), ("trees", High)], 0.36));
        var rows = figure.Layout.GetProperty("yaxis");
        Assert.Equal(["trees", "year"], Figure.Texts(rows.GetProperty("ticktext")));
        Assert.Equal([1.5, -0.5], Figure.Numbers(rows.GetProperty("range"))); // row 0 on top
        var points = Assert.Single(figure.Traces);
        Assert.Equal([0.5, 0.7], Figure.Numbers(points.GetProperty("x")));
        Assert.Equal([1, 0], Figure.Numbers(points.GetProperty("y")));
        AssertClose([0.05, 0.02], points.GetProperty("error_x").GetProperty("arrayminus"));
        Assert.Equal("markers", points.GetProperty("mode").GetString());
    }

    [Fact]
    public void The_base_rate_is_an_upright_line_that_the_axis_reaches()
    {
        var figure = new Figure(Plot.Comparison("Models", [("year", Low), ("trees", High)], 0.36));
        var line = figure.Layout.GetProperty("shapes")[0];
        Assert.Equal((0.36, 0.36), (line.GetProperty("x0").GetDouble(), line.GetProperty("x1").GetDouble()));
        Assert.Equal("paper", line.GetProperty("yref").GetString());
        Assert.Equal([0.35, 0.8], Figure.Numbers(figure.Layout.GetProperty("xaxis").GetProperty("range")));
    }

    [Fact]
    public void Published_figures_are_marks_in_the_rows_of_their_models_or_rows_of_their_own()
    {
        var figure = new Figure(Plot.Comparison("Models", [("year", Low), ("trees", High)], published: [("trees", 0.65), ("lyrics", 0.57)]));
        Assert.Equal(["trees", "lyrics", "year"], Figure.Texts(figure.Layout.GetProperty("yaxis").GetProperty("ticktext")));
        var marks = figure.Trace("the post");
        Assert.Equal([0, 1], Figure.Numbers(marks.GetProperty("y")));
        Assert.NotEqual(
            figure.Traces[0].GetProperty("marker").GetProperty("symbol").GetString(), marks.GetProperty("marker").GetProperty("symbol").GetString());
    }

    [Fact]
    public void A_comparison_of_nothing_or_of_two_models_with_one_name_is_refused()
    {
        Assert.Throws<InputException>(() => Plot.Comparison("Models", Array.Empty<(string, Estimate)>()));
        Assert.Throws<InputException>(() => Plot.Comparison("Models", [("trees", Low), ("trees", High)]));
    }

    private static Dictionary<string, Estimate?> ByGenre(Estimate jazz, Estimate rock) => new() { ["jazz"] = jazz, ["rock"] = rock };

    private static void AssertClose(double[] expected, System.Text.Json.JsonElement actual) =>
        Assert.All(expected.Zip(Figure.Numbers(actual)), pair => Assert.Equal(pair.First, pair.Second!.Value, 1e-12));
}
