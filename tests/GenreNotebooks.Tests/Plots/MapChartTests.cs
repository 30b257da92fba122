using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class MapChartTests
{
    [Fact]
    public void Points_are_grouped_and_tell_what_they_are()
    {
        var figure = new Figure(Plot.Map("Map", [new(0, 0, "love", "jazz"), new(1, 1, "gun", "hip hop"), new(2, 0, "blue", "jazz")]));
        Assert.Equal(["jazz", "hip hop"], figure.TraceNames);
        Assert.Equal([0, 2], Figure.Numbers(figure.Trace("jazz").GetProperty("x")));
        Assert.Equal(["love", "blue"], Figure.Texts(figure.Trace("jazz").GetProperty("text")));
        Assert.Equal("love<br>jazz<br>(0.000, 0.000)", Figure.Texts(figure.Trace("jazz").GetProperty("hovertext"))[0]);
    }

    [Fact]
    public void Of_labels_that_would_overlap_the_first_is_shown()
    {
        var figure = new Figure(Plot.Map("Map", [new(0, 0, "love", "jazz"), new(0.01, 0, "heart", "jazz"), new(5, 5, "gun", "jazz")]));
        Assert.Equal(["love", "", "gun"], Figure.Texts(figure.Traces[0].GetProperty("text")));
    }

    [Fact]
    public void The_words_of_songs_are_no_markup() =>
        Assert.Equal("&lt;b&gt;", Figure.Texts(new Figure(Plot.Map("Map", [new(0, 0, "<b>", "jazz")])).Traces[0].GetProperty("text"))[0]);

    [Fact]
    public void A_place_that_is_no_number_is_refused()
    {
        Assert.Throws<InputException>(() => Plot.Map("Map", []));
        Assert.Throws<InputException>(() => Plot.Map("Map", [new(double.NaN, 0, "love", "jazz")]));
    }
}
