using System.Text.Json.Nodes;
using GenreNotebooks.Models;
using GenreNotebooks.SavedModels;
using Xunit;

namespace GenreNotebooks.Tests.SavedModels;

/// <summary>A model knows the values that its training songs had.</summary>
[Collection<Torch>]
public sealed class FeatureRangeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => folder.File("data");

    private string Saved => folder.File("model");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_feature_outside_the_training_songs_is_one_warning_with_its_value_and_their_range()
    {
        Train(withYear: true);
        using var model = GenreClassifier.Load(Saved);
        var range = model.FeatureRanges!["energy"];
        var prediction = model.Predict("love", new Dictionary<string, double> { ["energy"] = 3, ["release_date"] = 1850, ["valence"] = model.FeatureMeans["valence"] });
        Assert.Equal(["energy", "release_date"], prediction.Outside.Select(feature => feature.Name));
        Assert.Equal(new OutsideFeature("energy", 3, range), prediction.Outside[0]);
        var years = model.FeatureRanges["release_date"];
        var warning = FormattableString.Invariant($"Warning: outside the range of the training songs: energy 3 ({range.Least:0.######} to {range.Most:0.######}), release_date 1850 ({years.Least} to {years.Most}).");
        Assert.EndsWith($"\n{warning}", prediction.ToString());
        Assert.Contains($"<small>{warning}</small>", prediction.ToHtml());
    }

    [Fact]
    public void Means_and_training_songs_themselves_are_inside()
    {
        Train(withYear: true);
        using var model = GenreClassifier.Load(Saved);
        Assert.Empty(model.Predict("love").Outside);
        Assert.Empty(model.Predict("love", model.FeatureMeans).Outside);
        Assert.Empty(model.Predict("love", model.FeatureRanges!.ToDictionary(range => range.Key, range => range.Value.Most)).Outside);
        Assert.Empty(model.Predict("love", model.FeatureRanges!.ToDictionary(range => range.Key, range => range.Value.Least)).Outside);
    }

    [Fact]
    public void A_model_saved_without_ranges_gives_no_warning()
    {
        Train();
        var path = Path.Combine(Saved, "model.json");
        var description = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(description.Remove("feature_ranges"));
        File.WriteAllText(path, description.ToJsonString());
        using var model = GenreClassifier.Load(Saved);
        Assert.Null(model.FeatureRanges);
        Assert.Empty(model.Predict("love", new Dictionary<string, double> { ["energy"] = 3 }).Outside);
    }

    [Fact]
    public void Ranges_that_are_none_are_refused()
    {
        Train();
        var path = Path.Combine(Saved, "model.json");
        var description = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        description["feature_ranges"]!["energy"] = new JsonObject { ["least"] = 2, ["most"] = 1 };
        File.WriteAllText(path, description.ToJsonString());
        Assert.Contains("found no range for 'energy' in feature_ranges", Assert.Throws<InputException>(() => GenreClassifier.Load(Saved)).Message);
    }

    [Theory]
    [InlineData(81)]
    [InlineData(1e12)]
    [InlineData(double.NaN)]
    public void A_year_is_one_from_1800_to_2100(double year)
    {
        Train(withYear: true);
        using var model = GenreClassifier.Load(Saved);
        var message = Assert.Throws<InputException>(() => model.Predict("love", new Dictionary<string, double> { ["release_date"] = year })).Message;
        Assert.Equal(FormattableString.Invariant($"The feature release_date is {year}: expected a year from 1800 to 2100."), message);
    }

    [Fact]
    public void A_song_without_a_year_is_named_where_the_year_is_used()
    {
        Train(withYear: true);
        using var model = GenreClassifier.Load(Saved);
        var songs = SmallModel.Songs(Data).Take(3).ToList();
        songs[1] = songs[1] with { ReleaseYear = 0 };
        Assert.StartsWith("Song 2 has the year 0: the model uses the year of release", Assert.Throws<InputException>(() => model.Predict(songs).ToList()).Message);
    }

    [Fact]
    public void A_disposed_model_says_so()
    {
        var model = Train();
        model.Dispose();
        model.Dispose();
        Action[] uses =
        [
            () => model.Predict("love"),
            () => Assert.NotEmpty(model.Predict(SmallModel.Songs(Data))),
            () => model.Explain("love"),
            () => model.Save(folder.File("other")),
            () => _ = new LyricsEmbedding(model, SmallModel.Songs(Data)),
        ];
        Assert.All(uses, use => Assert.Contains("The combined model with the vocabulary ", Assert.Throws<ObjectDisposedException>(use).Message));
        Assert.False(Directory.Exists(folder.File("other")));
    }

    private GenreClassifier Train(bool withYear = false)
    {
        var model = SmallModel.Train(Data, ModelKind.Combined, SmallModel.Ours with { WithYear = withYear });
        model.Save(Saved);
        return model;
    }
}
