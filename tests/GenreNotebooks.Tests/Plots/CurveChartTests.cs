using GenreNotebooks.Plots;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class CurveChartTests
{
    [Fact]
    public void A_history_gives_train_test_published_and_best_curves()
    {
        var figure = new Figure(Plot.AccuracyCurves("Lyrics", Figure.ThreeEpochs, published: [0.35, 0.4], baseRate: 0.36));

        Assert.Equal(["train", "test", "test, the post's", "best test, epoch 2"], figure.TraceNames);
        Assert.Equal([0.41, 0.52, 0.63], Figure.Numbers(figure.Trace("train").GetProperty("y")));
        Assert.Equal([0.40, 0.55, 0.54], Figure.Numbers(figure.Trace("test").GetProperty("y")));
        Assert.Equal([0.35, 0.4], Figure.Numbers(figure.Trace("test, the post's").GetProperty("y")));
        Assert.Equal([null, 0.55, null], Figure.Numbers(figure.Trace("best test, epoch 2").GetProperty("y")));
    }

    [Fact]
    public void Epochs_count_from_one()
    {
        var figure = new Figure(Plot.AccuracyCurves("Lyrics", Figure.ThreeEpochs));
        Assert.Equal([1, 2, 3], Figure.Numbers(figure.Trace("test").GetProperty("x")));
        Assert.Equal("epoch", figure.AxisTitle("xaxis"));
        Assert.Equal("accuracy (share of songs)", figure.AxisTitle("yaxis"));
    }

    [Fact]
    public void The_published_curve_is_dotted_in_the_colour_of_the_test_curve()
    {
        var figure = new Figure(Plot.AccuracyCurves("Lyrics", Figure.ThreeEpochs, published: [0.35, 0.4]));
        var (test, published) = (figure.Trace("test").GetProperty("line"), figure.Trace("test, the post's").GetProperty("line"));
        Assert.Equal("solid", test.GetProperty("dash").GetString());
        Assert.Equal("dot", published.GetProperty("dash").GetString());
        Assert.Equal(test.GetProperty("color").GetString(), published.GetProperty("color").GetString());
    }

    [Fact]
    public void The_base_rate_is_a_dashed_line_with_a_name_inside_the_range()
    {
        var figure = new Figure(Plot.AccuracyCurves("Lyrics", Figure.ThreeEpochs, baseRate: 0.3576));
        var line = Assert.Single(figure.Layout.GetProperty("shapes").EnumerateArray());
        Assert.Equal(0.3576, line.GetProperty("y0").GetDouble());
        Assert.Equal(0.3576, line.GetProperty("y1").GetDouble());
        Assert.Equal("dash", line.GetProperty("line").GetProperty("dash").GetString());
        Assert.Equal("base rate 0.358", line.GetProperty("name").GetString());
        Assert.Equal([0.3, 0.65], Figure.Numbers(figure.Layout.GetProperty("yaxis").GetProperty("range")));
    }

    [Fact]
    public void Curves_of_one_style_differ_in_colour()
    {
        var figure = new Figure(Plot.AccuracyCurves(
            "Three models", [.. ModelNames.Select(name => new Curve(name, [0.4, 0.5]))]));
        Assert.Equal(3, figure.Traces.Select(trace => trace.GetProperty("line").GetProperty("color").GetString()).Distinct().Count());
    }

    [Fact]
    public void Losses_are_in_nats()
    {
        var figure = new Figure(Plot.LossCurves("Lyrics: loss", Figure.ThreeEpochs));
        Assert.Equal([1.3, 1.1, 0.9], Figure.Numbers(figure.Trace("train").GetProperty("y")));
        Assert.Equal([1.35, 1.2, 1.25], Figure.Numbers(figure.Trace("test").GetProperty("y")));
        Assert.Equal("mean cross-entropy (nats)", figure.AxisTitle("yaxis"));
    }

    [Fact]
    public void A_single_epoch_shows_as_a_marker()
    {
        var figure = new Figure(Plot.AccuracyCurves("One", [new Curve("the post's", [0.5], CurveStyle.Reference)]));
        Assert.Contains("markers", figure.Trace("the post's").GetProperty("mode").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_not_a_number_is_a_gap()
    {
        var figure = new Figure(Plot.AccuracyCurves("Gap", [new Curve("test", [0.5, double.NaN, 0.6])]));
        Assert.Equal([0.5, null, 0.6], Figure.Numbers(figure.Trace("test").GetProperty("y")));
    }

    [Fact]
    public void A_chart_without_an_epoch_is_refused()
    {
        Assert.Contains("no epoch", Assert.Throws<InputException>(() => Plot.AccuracyCurves("None", [])).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Plot.LossCurves("None", new TrainingHistory([])));
        Assert.Throws<InputException>(() => Plot.AccuracyCurves("None", new TrainingHistory([])));
    }

    [Fact]
    public void As_text_a_chart_is_its_title_and_the_last_values()
    {
        var text = Plot.AccuracyCurves("Lyrics", Figure.ThreeEpochs, baseRate: 0.36).ToString();
        Assert.Equal(
            """
            Lyrics
            curve               last value
            train                     0.63
            test                      0.54
            best test, epoch 2        0.55
            base rate                 0.36
            """, text);
    }

    private static readonly string[] ModelNames = ["lyrics", "metadata", "combined"];
}
