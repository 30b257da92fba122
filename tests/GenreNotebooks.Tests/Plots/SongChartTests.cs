using GenreNotebooks.Data;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class SongChartTests
{
    private static readonly Song[] Songs = [Of("rock", 1969), Of("rock", 1970), Of("jazz", 1979), Of("jazz", 1991, valence: 0.9)];

    [Fact]
    public void Songs_are_counted_by_decade_and_genre_and_an_empty_decade_keeps_its_place()
    {
        var figure = new Figure(Plot.SongsPerDecade(Songs));
        Assert.Equal(["jazz", "rock"], figure.TraceNames);
        Assert.Equal(["1960s", "1970s", "1980s", "1990s"], Figure.Texts(figure.Trace("jazz").GetProperty("x")));
        Assert.Equal([0, 1, 0, 1], Figure.Numbers(figure.Trace("jazz").GetProperty("y")));
        Assert.Equal([1, 1, 0, 0], Figure.Numbers(figure.Trace("rock").GetProperty("y")));
        Assert.Equal("stack", figure.Layout.GetProperty("barmode").GetString());
        Assert.Equal("rock, 1970s<br>1 songs<br>50.0 % of the decade's 2", Figure.Texts(figure.Trace("rock").GetProperty("hovertext"))[1]);
    }

    [Fact]
    public void Seven_genres_have_seven_colours()
    {
        var figure = new Figure(Plot.SongsPerDecade([.. GenreSet.DataSet.Names.Select(genre => Of(genre, 1980))]));
        Assert.Equal(7, figure.Traces.Select(trace => trace.GetProperty("marker").GetProperty("color").GetString()).Distinct().Count());
    }

    [Fact]
    public void Boxes_of_features_lie_between_the_quartiles_of_a_genre()
    {
        Song[] songs = [.. Enumerable.Range(0, 101).Select(song => Of("rock", 1980, valence: song / 100.0))];
        var box = Assert.Single(new Figure(Plot.FeatureDistributions(songs, ["valence"])).Traces);
        string[] parts = ["lowerfence", "q1", "median", "q3", "upperfence"];
        Assert.Equal([0.05, 0.25, 0.5, 0.75, 0.95], parts.Select(part => Figure.Numbers(box.GetProperty(part)).Single()));
        Assert.Equal(("box", "h", "rock"), (Text("type"), Text("orientation"), Text("name")));

        string? Text(string name) => box.GetProperty(name).GetString();
    }

    [Fact]
    public void All_22_features_make_a_chart_tall_enough_for_their_names()
    {
        var figure = new Figure(Plot.FeatureDistributions(Songs));
        Assert.Equal(22, Figure.Texts(figure.Traces[0].GetProperty("y")).Length);
        Assert.True(figure.Layout.GetProperty("height").GetInt32() > 22 * 30);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.Throws<InputException>(() => Plot.SongsPerDecade([]));
        Assert.Throws<InputException>(() => Plot.FeatureDistributions([]));
        Assert.Contains("'tempo'", Assert.Throws<InputException>(() => Plot.FeatureDistributions(Songs, ["tempo"])).Message);
    }

    private static Song Of(string genre, int year, double valence = 0.1)
    {
        var features = new double[22];
        features[EngineeredFeatures.PlaceOf("valence")] = valence;
        return new()
        {
            Index = 0,
            Artist = "a",
            Track = "t",
            ReleaseYear = year,
            Genre = genre,
            Lyrics = "la",
            WordCount = 1,
            Features = features,
            Topic = "dating",
            Age = 0.5,
        };
    }
}
