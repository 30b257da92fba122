using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.SavedModels;
using Xunit;

namespace GenreNotebooks.Tests.SavedModels;

/// <summary>Explanations of a model: contributions of words, similar songs and the map of words.</summary>
[Collection<Torch>]
public sealed class ExplanationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => folder.File("data");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(ModelKind.Lyrics)]
    [InlineData(ModelKind.Combined)]
    public void A_words_contribution_is_the_log_odds_lost_without_it(ModelKind kind)
    {
        using var model = SmallModel.Train(Data, kind, SmallModel.Post with { Epochs = 3 });
        var contributions = model.Explain("love baby love night", genre: "jazz");
        Assert.Equal(["baby", "love", "night"], contributions.Select(token => token.Token).Order());
        var love = contributions.Single(token => token.Token == "love");
        Assert.Equal(2, love.Count);
        Assert.Equal(LogOdds("love baby love night") - LogOdds("baby night"), love.Contribution, 1e-5);
        Assert.Equal(contributions.OrderByDescending(token => token.Contribution), contributions);

        double LogOdds(string lyrics) => model.Predict(lyrics).Probabilities["jazz"] is var share ? Math.Log(share / (1 - share)) : 0;
    }

    [Fact]
    public void Lyrics_without_words_have_no_contributions_and_no_chart()
    {
        using var model = SmallModel.Train(Data, ModelKind.Lyrics);
        Assert.Empty(model.Explain(""));
        Assert.Contains("found no token, expected a text with at least one word", Assert.Throws<InputException>(() => Plot.Contributions("None", model.Explain(""))).Message);
    }

    [Fact]
    public void The_chart_shows_the_largest_contributions_and_its_text_is_harmless()
    {
        TokenContribution[] tokens = [new("<img src=x onerror=alert(1)>", 1, 2), new("small", 1, 0.1), new("against", 3, -1)];
        var chart = Plot.Contributions("<script>alert(1)</script>", tokens, most: 2);
        Assert.DoesNotContain("small", chart.ToString());
        Assert.Contains("+2.00", chart.FigureJson);
        Assert.Contains("-1.00", chart.FigureJson);
        Assert.DoesNotContain("<img", chart.ToHtml());
        Assert.DoesNotContain("<script>alert", chart.ToHtml());
    }

    [Fact]
    public void A_song_is_nearest_to_itself()
    {
        using var model = SmallModel.Train(Data, ModelKind.Lyrics);
        var songs = SmallModel.Songs(Data);
        var near = new LyricsEmbedding(model, songs).Nearest(songs[5].Lyrics, 3);
        Assert.Equal((songs[5], 3), (near[0].Song, near.Count));
        Assert.Equal(0, near[0].Distance, 1e-6);
        Assert.True(near[0].Distance <= near[1].Distance && near[1].Distance <= near[2].Distance && near[2].Distance <= 2);
    }

    [Fact]
    public void The_map_has_frequent_words_along_the_directions_of_most_variance()
    {
        using var model = SmallModel.Train(Data, ModelKind.Lyrics);
        var map = new LyricsEmbedding(model, SmallModel.Songs(Data)).Map(40);
        Assert.Equal(40, map.Select(point => point.Label).Distinct().Count());
        Assert.All(map, point => Assert.Matches(@"^\p{L}+$", point.Label));
        Assert.All(map, point => Assert.True(GenreSet.DataSet.Contains(point.Group)));
        var (x, y) = (map.Sum(point => point.X * point.X), map.Sum(point => point.Y * point.Y));
        Assert.True(x >= y && y > 0);
        Assert.Equal(0, map.Sum(point => point.X * point.Y) / x, 1e-6); // components are uncorrelated
        Assert.Equal(0, map.Sum(point => point.X), 1e-6);
    }

    [Fact]
    public void A_model_of_features_alone_has_no_map()
    {
        using var model = SmallModel.Train(Data, ModelKind.Metadata);
        Assert.Contains("has no word embedding", Assert.Throws<InputException>(() => new LyricsEmbedding(model, SmallModel.Songs(Data))).Message);
    }
}
