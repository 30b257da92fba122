using System.Text.Json;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class SweepChartTests
{
    private static readonly double[] Accuracies = [0.5, 0.6, 0.4];

    [Fact]
    public void Each_network_is_a_curve_of_means_with_error_bars_of_one_standard_deviation()
    {
        var figure = Draw("embedding_dim", Of(ModelKind.Lyrics, 32), Of(ModelKind.Lyrics, 8), Of(ModelKind.Combined, 8));
        Assert.Equal(["lyrics", "combined"], figure.TraceNames);
        var lyrics = figure.Trace("lyrics");
        Assert.Equal([8, 32], Figure.Numbers(lyrics.GetProperty("x")));
        Assert.All(Figure.Numbers(lyrics.GetProperty("y")), mean => Assert.Equal(0.5, mean!.Value, 1e-12));
        Assert.All(Figure.Numbers(lyrics.GetProperty("error_y").GetProperty("array")), sd => Assert.Equal(0.1, sd!.Value, 1e-12));
        Assert.Equal("lyrics<br>embedding_dim 8<br>accuracy 0.5000 ± 0.1000<br>3 seeds", Figure.Texts(lyrics.GetProperty("hovertext"))[0]);
        Assert.Equal(("embedding_dim", "accuracy (share of songs)"), (figure.AxisTitle("xaxis"), figure.AxisTitle("yaxis")));
        Assert.Equal([0.35, 0.65], Figure.Numbers(figure.Layout.GetProperty("yaxis").GetProperty("range"))); // ends of the bars
    }

    [Fact]
    public void Far_apart_values_stand_on_a_logarithmic_axis_each_with_its_tick()
    {
        var axis = Draw("embedding_dim", Of(ModelKind.Lyrics, 8), Of(ModelKind.Lyrics, 64)).Layout.GetProperty("xaxis");
        Assert.Equal("log", axis.GetProperty("type").GetString());
        Assert.Equal([8, 64], Figure.Numbers(axis.GetProperty("tickvals")));
        Assert.Equal(["8", "64"], Figure.Texts(axis.GetProperty("ticktext")));
        Assert.Equal("linear", Draw("embedding_dim", Of(ModelKind.Lyrics, 8), Of(ModelKind.Lyrics, 16)).Layout.GetProperty("xaxis").GetProperty("type").GetString());
        var zero = Draw("dropout", Of(ModelKind.Lyrics, 8, 0), Of(ModelKind.Lyrics, 8, 0.5));
        Assert.Equal("linear", zero.Layout.GetProperty("xaxis").GetProperty("type").GetString());
    }

    [Fact]
    public void Another_option_that_differs_makes_curves_of_their_own()
    {
        var figure = Draw("embedding_dim", Of(ModelKind.Lyrics, 8, 0.1), Of(ModelKind.Lyrics, 16, 0.1), Of(ModelKind.Lyrics, 8, 0.5));
        Assert.Equal(["lyrics, dropout 0.1", "lyrics, dropout 0.5"], figure.TraceNames);
        Assert.Equal(2, figure.Traces.Select(trace => trace.GetProperty("marker").GetProperty("symbol").GetString()).Distinct().Count());
    }

    [Fact]
    public void A_single_run_has_no_error_bar()
    {
        var figure = Draw("embedding_dim", [Of(ModelKind.Lyrics, 8)[0]]);
        Assert.Equal(JsonValueKind.Null, figure.Trace("lyrics").GetProperty("error_y").GetProperty("array")[0].ValueKind);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.Contains("found no point to show", Assert.Throws<InputException>(() => Draw("embedding_dim")).Message);
        foreach (var option in new[] { "split", "seed", "embedding" })
        {
            Assert.StartsWith($"{option} is not a numeric option: expected one of embedding_dim, dropout, min_frequency, token_dropout,",
                Assert.Throws<InputException>(() => Draw(option, Of(ModelKind.Lyrics, 8))).Message);
        }
    }

    [Fact]
    public void As_text_it_is_the_summary()
    {
        var text = Plot.SweepAccuracy("Sizes", SweepSummary.Of(Of(ModelKind.Lyrics, 8))).ToString();
        Assert.StartsWith("Sizes\nmodel   runs  accuracy ", text);
        Assert.Contains("lyrics     3  0.5000 ± 0.1000", text);
    }

    private static Figure Draw(string option, params RunRecord[][] runs) =>
        new(Plot.SweepAccuracy("Sweep", SweepSummary.Of(runs.SelectMany(run => run)), option));

    private static RunRecord[] Of(ModelKind model, int dim, double dropout = 0.2) =>
    [
        .. Accuracies.Select((accuracy, seed) => SomeRun.Create() with
        {
            Model = ModelDefinition.NameOf(model),
            Options = new TrainingOptions { Seed = seed, EmbeddingDim = dim, Dropout = dropout },
            Final = SomeRun.Create().Final! with { Accuracy = accuracy },
        }),
    ];
}
