using System.Globalization;
using GenreNotebooks.Data;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class BarChartTests
{
    private static readonly GenreCount[] Counts = [new("jazz", 1045, 0.25), new("rock", 3135, 0.75)];

    [Fact]
    public void Bars_of_genres_show_songs_and_shares()
    {
        var figure = new Figure(Plot.SongsPerGenre(Counts));
        var bars = Assert.Single(figure.Traces);
        Assert.Equal("bar", bars.GetProperty("type").GetString());
        Assert.Equal(["jazz", "rock"], Figure.Texts(bars.GetProperty("x")));
        Assert.Equal([1045, 3135], Figure.Numbers(bars.GetProperty("y")));
        Assert.Equal(["1,045<br>25.0 %", "3,135<br>75.0 %"], Figure.Texts(bars.GetProperty("text")));
        Assert.Equal("jazz<br>1,045 songs<br>25.00 % of all", Figure.Texts(bars.GetProperty("hovertext"))[0]);
        Assert.Equal("Songs per genre", figure.Title);
    }

    [Fact]
    public void Numbers_are_written_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("1,045<br>25.0 %", Figure.Texts(new Figure(Plot.SongsPerGenre(Counts)).Traces[0].GetProperty("text"))[0]);
            Assert.Contains("base rate 0.358", Plot.Comparison("c", ["a"], [0.5], 0.3576).FigureJson, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Two_series_stand_side_by_side()
    {
        var figure = new Figure(Plot.PerGenreAccuracy("By genre", ["jazz", "rock"], ("ours", [0.5, 0.6]), ("the post's", [0.55, double.NaN])));
        Assert.Equal(["ours", "the post's"], figure.TraceNames);
        Assert.Equal("group", figure.Layout.GetProperty("barmode").GetString());
        Assert.Equal([0.5, 0.6], Figure.Numbers(figure.Trace("ours").GetProperty("y")));
        Assert.Equal([0.55, null], Figure.Numbers(figure.Trace("the post's").GetProperty("y")));
        Assert.Equal(["0.55", ""], Figure.Texts(figure.Trace("the post's").GetProperty("text")));
    }

    [Fact]
    public void A_comparison_has_the_base_rate_and_leaves_room_for_labels()
    {
        var figure = new Figure(Plot.Comparison("Models", ["lyrics", "metadata"], [0.56, 0.66], 0.3576));
        Assert.Equal(0.3576, figure.Layout.GetProperty("shapes")[0].GetProperty("y0").GetDouble());
        var range = Figure.Numbers(figure.Layout.GetProperty("yaxis").GetProperty("range"));
        Assert.Equal(0, range[0]);
        Assert.True(range[1] > 0.7);
    }

    [Fact]
    public void A_series_of_another_length_is_named()
    {
        var error = Assert.Throws<InputException>(() => Plot.PerGenreAccuracy("By genre", ["jazz", "rock"], ("ours", [0.5])));
        Assert.Contains("'ours'", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 values for 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_without_a_bar_is_refused()
    {
        Assert.Throws<InputException>(() => Plot.SongsPerGenre([]));
        Assert.Throws<InputException>(() => Plot.PerGenreAccuracy("By genre", ["jazz"]));
    }
}
