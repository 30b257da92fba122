using System.Text;
using System.Text.Json.Nodes;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.SavedModels;

/// <summary>Models that predict artists from all their songs.</summary>
[Collection<Torch>]
public sealed class ArtistPredictionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => folder.File("data");

    private string Saved => folder.File("models/one");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("network", ModelKind.Combined)]
    [InlineData("classical", ModelKind.Metadata)]
    [InlineData("tfidf", ModelKind.Lyrics)]
    public void A_saved_model_predicts_artists_and_single_songs_to_the_bit_as_before(string recipe, ModelKind inputs)
    {
        using var model = Train(recipe, inputs);
        model.Save(Saved);
        using var loaded = GenreClassifier.Load(Saved);
        var songs = SmallModel.Songs(Data);
        Assert.Equal(Lines(model.PredictArtists(songs)), Lines(loaded.PredictArtists(songs)));
        Assert.Equal(model.Recipe, loaded.Recipe);
        Assert.Equal(model.TestArtists, loaded.TestArtists);
        var alone = loaded.PredictArtist(songs.Take(1));
        Assert.Equal((1, loaded.Predict(songs).First().Genre), (alone.Songs, alone.Genre));
        AssertClose(loaded.Predict(songs).First().Probabilities, alone.Probabilities);
        var several = songs.GroupBy(song => song.Artist).First(artist => artist.Count() > 1);
        Assert.NotEqual(loaded.PredictArtist(several.Take(1)).Probabilities.Values, loaded.PredictArtist(several).Probabilities.Values);
    }

    [Fact]
    public void Songs_of_an_artist_may_stand_anywhere()
    {
        using var model = SmallModel.Train(Data, ModelKind.Metadata);
        var songs = MusicData.Load(DataFolder.Sample).ToList(); // more than are in memory at a time
        var shuffled = songs.ToArray();
        Split.Shuffle(shuffled, new Random(1));
        var expected = songs.GroupBy(song => song.Artist).ToDictionary(artist => artist.Key, artist => model.PredictArtist(artist));
        var found = model.PredictArtists(shuffled).ToList();
        Assert.Equal(shuffled.Select(song => song.Artist).Distinct(), found.Select(artist => artist.Artist));
        Assert.All(found, artist => Assert.Equal(expected[artist.Artist].Songs, artist.Songs));
        Assert.All(found, artist => AssertClose(expected[artist.Artist].Probabilities, artist.Probabilities));
        Assert.Contains(found, artist => artist.Songs > 2);
    }

    [Fact]
    public void A_model_of_single_songs_votes()
    {
        using var model = SmallModel.Train(Data);
        var songs = SmallModel.Songs(Data).Take(5).ToList();
        var logs = model.Predict(songs).Select(song => song.Probabilities.Values.Select(share => Math.Log(share)).ToArray()).ToList();
        var powers = logs[0].Select((_, genre) => Math.Exp(logs.Average(song => song[genre]))).ToList();
        var artist = model.PredictArtist(songs);
        Assert.All(powers.Zip(artist.Probabilities.Values), pair => Assert.Equal(pair.First / powers.Sum(), pair.Second, 1e-6));
        Assert.Equal((songs[0].Artist, 5, null), (artist.Artist, artist.Songs, artist.Sure));
        Assert.Empty(model.TestArtists);
    }

    [Fact]
    public void The_mean_of_songs_logits_is_what_the_set_network_computes_for_the_set()
    {
        using var model = Train("network", ModelKind.Combined);
        var songs = SmallModel.Songs(Data).Take(4).Select(song => song with { Artist = "one" }).ToList();
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var set = SongTable.Tokenize(songs, model.Tokenizer).WithoutLabels();
        var expected = functional.softmax(model.Networks[0].call(set.Collate(0, 1, 2, 3)), 1)[0].data<float>().ToArray();
        Assert.All(expected.Zip(model.PredictArtist(songs).Probabilities.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void A_text_is_predicted_like_its_songs()
    {
        using var model = SmallModel.Train(Data);
        var path = Path.Combine(Data, DataFolder.SongsFile);
        var (read, songs) = (new List<int>(), SmallModel.Songs(Data));
        using var csv = File.OpenRead(path);
        Assert.Equal(Lines(model.PredictArtists(songs)), Lines(model.PredictArtists(csv, path, read.Add)));
        Assert.Equal(Enumerable.Range(1, songs.Count), read);
    }

    [Fact]
    public void An_artist_shows_songs_probabilities_and_how_sure_the_answer_is()
    {
        using var model = Train("network", ModelKind.Metadata);
        var song = SmallModel.Songs(Data)[0] with { Artist = "<some artist>" };
        var found = model.PredictArtist([song, song with { Features = [.. song.Features.Select(_ => 7.0)] }]);
        var group = Assert.Single(model.TestArtists); // too few artists for several groups
        Assert.Equal(group.Right, found.Sure);
        Assert.StartsWith("<some artist>, 2 songs\n", found.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(FormattableString.Invariant($"\nOf {group.Artists} test artists with answers about as probable, a share of {group.Right:0.000} was judged right."), found.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("<b>&lt;some artist&gt;, 2 songs</b>", found.ToHtml(), StringComparison.Ordinal);
        Assert.Equal(EngineeredFeatures.Names, found.Outside.Select(feature => feature.Name));
    }

    [Fact]
    public void Test_artists_are_grouped_by_the_probability_of_their_answers()
    {
        var artists = Enumerable.Range(0, 130).ToList(); // with two songs each, the second of another genre for those of the lower half
        var test = new Predictions(
            [.. Enumerable.Range(0, 260)],
            ["jazz", "rock"],
            [.. artists.SelectMany(artist => new[] { 0, artist < 65 ? 1 : 0 })],
            [.. artists.SelectMany(artist => Enumerable.Repeat<double[]>([0.6 + (artist / 1000.0), 0.4 - (artist / 1000.0)], 2))],
            [.. artists.SelectMany(artist => new[] { artist, artist })]);
        Assert.Equal([new ArtistGroup(0, 65, 0.5), new ArtistGroup(0.665, 65, 1)], ArtistGroup.Of(test));
        Assert.Equal(0.5, ArtistGroup.Find(ArtistGroup.Of(test), 0.3)!.Right);
        Assert.Equal(1, ArtistGroup.Find(ArtistGroup.Of(test), 0.665)!.Right);
    }

    [Fact]
    public void The_description_and_the_card_say_that_artists_are_judged()
    {
        using var model = Train("classical", ModelKind.Metadata);
        model.Save(Saved);
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Saved, "model.json")))!;
        Assert.Equal("""{"recipe":"classical","inputs":"metadata","with_year":false,"with_title":false,"by_artist":true}""", json["recipe"]!.ToJsonString());
        Assert.Equal(model.TestArtists[0].Artists, (int)json["test_artists"]![0]!["artists"]!);
        var card = File.ReadAllText(Path.Combine(Saved, "README.md"));
        Assert.Contains("The recipe `classical`: gradient-boosted trees on means over an artist's songs; trained with", card, StringComparison.Ordinal);
        Assert.Contains("predict --model DIR --csv FILE --by artist\n", card, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"\n| 0.000 | {model.TestArtists[0].Artists} | {model.TestArtists[0].Right:0.000} |\n"), card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "from": 0, "artists": 9, "right": 2 }]""", "found the group 1 from 0 with 9 artists, 2 of them right, in test_artists")]
    [InlineData("""[{ "from": 0.5, "artists": 9, "right": 1 }]""", "found the group 1 from 0.5 with 9 artists, 1 of them right, in test_artists")]
    [InlineData("""[{ "from": 0, "artists": 9, "right": 1 }, { "from": 0.9, "artists": 9, "right": 1 }, { "from": 0.8, "artists": 9, "right": 1 }]""", "found the group 3 from 0.8 with")]
    [InlineData("null", "found no groups in test_artists of a model that judges artists: expected them for a model that judges artists, and for no other.")]
    public void Groups_that_no_model_has_are_refused(string groups, string message)
    {
        using var model = Train("tfidf", ModelKind.Lyrics);
        model.Save(Saved);
        Change(json => json["test_artists"] = JsonNode.Parse(groups));
        Assert.Contains($"model.json: {message}", Assert.Throws<InputException>(() => GenreClassifier.Load(Saved)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_a_model_that_judges_songs_are_refused()
    {
        using var model = Train("tfidf", ModelKind.Lyrics);
        model.Save(Saved);
        Change(json => json["recipe"]!["by_artist"] = false); // its numbers fit a model of songs too
        Assert.Contains("model.json: found groups in test_artists of a model that judges songs", Assert.Throws<InputException>(() => GenreClassifier.Load(Saved)).Message, StringComparison.Ordinal);
    }

    private void Change(Action<JsonNode> change)
    {
        var file = Path.Combine(Saved, "model.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        change(json);
        File.WriteAllText(file, json.ToJsonString());
    }

    [Fact]
    public void Songs_without_an_artist_and_artists_without_songs_are_named()
    {
        using var model = SmallModel.Train(Data);
        var song = SmallModel.Songs(Data)[0];
        Assert.Equal("Song 2 has no artist: expected a name, by which songs of one artist are put together.",
            Assert.Throws<InputException>(() => model.PredictArtists([song, song with { Artist = " " }]).ToList()).Message);
        Assert.Equal("Found no songs: expected at least one song of the artist.", Assert.Throws<InputException>(() => model.PredictArtist([])).Message);
        Assert.Empty(model.PredictArtists([]));
        Assert.Equal(1, model.PredictArtist([song with { Artist = "" }]).Songs);
        var lines = File.ReadAllLines(Path.Combine(Data, DataFolder.SongsFile));
        var fields = lines[2].Split(',');
        fields[1] = "";
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', [lines[0], lines[1], string.Join(',', fields)])));
        Assert.StartsWith("here, line 3, column 'artist_name': found nothing, expected the artist of the song",
            Assert.Throws<InputException>(() => model.PredictArtists(csv, "here").ToList()).Message, StringComparison.Ordinal);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.PredictArtist([song]));
    }

    [Theory]
    [InlineData("network", SplitKind.Random, "Artists are judged, but the split is random: expected artist (--split artist), so that no test artist is known.")]
    [InlineData("majority", SplitKind.Artist, "The recipe 'majority' is a baseline, which is not saved: expected blog, network, ensemble, recommended, classical, vote, tfidf.")]
    public void Other_recipes_and_splits_are_refused(string recipe, SplitKind split, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => Train(recipe, ModelKind.Metadata, split)).Message);

    private GenreClassifier Train(string recipe, ModelKind inputs, SplitKind split = SplitKind.Artist) => GenreClassifier.Train(
        new RecipeChoice(recipe, inputs) { ByArtist = true },
        PreparedData.Load(SmallData.Write(Data, rows: 200), new() { Split = split }),
        cancellation: TestContext.Current.CancellationToken);

    private static List<string> Lines(IEnumerable<ArtistPrediction> artists) =>
        [.. artists.Select(artist => $"{artist.Artist} {artist.Songs} {artist.Genre} {artist.Sure:R} {string.Join(' ', artist.Probabilities.Values.Select(share => $"{share:R}"))}")];

    private static void AssertClose(IReadOnlyDictionary<string, double> expected, IReadOnlyDictionary<string, double> found) =>
        Assert.All(expected, genre => Assert.Equal(genre.Value, found[genre.Key], 1e-5));
}
