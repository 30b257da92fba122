using System.Text.Json;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class HeatMapTests
{
    private static readonly Plot Map = Plot.ConfusionHeatMap(
        "Confusion", new ConfusionMatrix(["jazz", "rock"], new[,] { { 3, 1 }, { 0, 0 } }));

    [Fact]
    public void True_genres_go_down_and_predicted_genres_across()
    {
        var figure = new Figure(Map);
        var cells = Assert.Single(figure.Traces);
        Assert.Equal("heatmap", cells.GetProperty("type").GetString());
        Assert.Equal("predicted genre", figure.AxisTitle("xaxis"));
        Assert.Equal("true genre", figure.AxisTitle("yaxis"));
        Assert.Equal("reversed", figure.Layout.GetProperty("yaxis").GetProperty("autorange").GetString());
        Assert.Equal(["jazz", "rock"], Figure.Texts(cells.GetProperty("y")));
    }

    [Fact]
    public void Cells_print_songs_and_shares_of_the_true_genre()
    {
        var cells = new Figure(Map).Traces[0];
        Assert.Equal([0.75, 0.25], Figure.Numbers(cells.GetProperty("z")[0]));
        Assert.Equal(["3<br>75 %", "1<br>25 %"], Figure.Texts(cells.GetProperty("text")[0]));
        Assert.Equal("true: jazz<br>predicted: rock<br>1 songs, 25.0 % of jazz", Figure.Texts(cells.GetProperty("hovertext")[0])[1]);
    }

    [Fact]
    public void A_genre_without_songs_has_no_shares()
    {
        var map = new Figure(Map).Traces[0];
        Assert.All(map.GetProperty("z")[1].EnumerateArray(), share => Assert.Equal(JsonValueKind.Null, share.ValueKind));
        Assert.Equal(["0<br>–", "0<br>–"], Figure.Texts(map.GetProperty("text")[1]));
    }
}
