using GenreNotebooks.Evaluation;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class ReliabilityChartTests
{
    private static readonly Calibration Some = new([new(0, 0.5, 0, 0, 0), new(0.5, 1, 10, 0.8, 0.6)]);

    [Fact]
    public void Bins_with_songs_are_points_of_confidence_and_accuracy()
    {
        var points = Assert.Single(new Figure(Plot.Reliability("Calibration", ("trees", Some))).Traces);
        Assert.Equal([0.8], Figure.Numbers(points.GetProperty("x")));
        Assert.Equal([0.6], Figure.Numbers(points.GetProperty("y")));
        Assert.StartsWith("trees, 10 songs of probability 0.50 to 1.00<br>confidence 0.800<br>accuracy 0.600", Figure.Texts(points.GetProperty("hovertext"))[0]);
    }

    [Fact]
    public void The_diagonal_runs_from_0_to_1()
    {
        var line = new Figure(Plot.Reliability("Calibration", ("trees", Some))).Layout.GetProperty("shapes")[0];
        Assert.Equal([0, 0, 1, 1], new[] { End("x0"), End("y0"), End("x1"), End("y1") });
        Assert.Equal(("x", "y"), (line.GetProperty("xref").GetString(), line.GetProperty("yref").GetString()));

        double End(string name) => line.GetProperty(name).GetDouble();
    }

    [Fact]
    public void Without_songs_there_is_no_diagram()
    {
        Assert.Throws<InputException>(() => Plot.Reliability("Calibration"));
        Assert.Throws<InputException>(() => Plot.Reliability("Calibration", ("trees", new Calibration([new(0, 1, 0, 0, 0)]))));
    }

    // (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n), worked out with Python.
    [Theory]
    [InlineData(10, 0.6, 0.312674, 0.831820)]
    [InlineData(1, 1, 0.206549, 1)]
    [InlineData(1, 0, 0, 0.793451)]
    public void The_interval_of_a_bin_is_that_of_Wilson(int songs, double accuracy, double low, double high)
    {
        var interval = new ReliabilityBin(0, 1, songs, 0.5, accuracy).Interval;
        Assert.Equal(low, interval.Low, 1e-6);
        Assert.Equal(high, interval.High, 1e-6);
    }

    [Fact]
    public void The_interval_of_an_empty_bin_is_all_there_is()
    {
        var (low, high) = Some.Bins[0].Interval;
        Assert.Equal((0, 1), (low, Math.Round(high, 12)));
    }
}
