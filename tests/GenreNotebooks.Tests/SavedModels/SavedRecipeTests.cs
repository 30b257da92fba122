using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.SavedModels;

/// <summary>Recipes as saved models: votes of networks, stacked trees and logistic regression.</summary>
[Collection<Torch>]
public sealed class SavedRecipeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => folder.File("data");

    private string Saved => folder.File("models/one");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("classical", ModelKind.Metadata, false)]
    [InlineData("classical", ModelKind.Metadata, true)]
    [InlineData("classical", ModelKind.Lyrics, false)]
    [InlineData("classical", ModelKind.Combined, true)]
    [InlineData("tfidf", ModelKind.Lyrics, false)]
    [InlineData("network", ModelKind.Combined, true)]
    [InlineData("blog", ModelKind.Metadata, false)]
    [InlineData("ensemble", ModelKind.Metadata, true)]
    [InlineData("recommended", ModelKind.Combined, true)]
    public void A_saved_recipe_predicts_to_the_bit_what_it_predicted_before(string recipe, ModelKind inputs, bool withYear)
    {
        using var model = Train(recipe, inputs, withYear, rows: 300); // trees of fewer songs are not split
        model.Save(Saved);
        using var loaded = GenreClassifier.Load(Saved);
        var songs = SmallModel.Songs(Data);
        Assert.NotEqual(Probabilities(model, songs.Take(1)), Probabilities(model, songs.Skip(1).Take(1)));
        Assert.Equal(Probabilities(model, songs), Probabilities(loaded, songs));
        Assert.Equal((model.Model, model.Recipe, model.Options, model.ReadsLyrics), (loaded.Model, loaded.Recipe, loaded.Options, loaded.ReadsLyrics));
        Assert.Equal(model.Features, loaded.Features);
        Assert.Equal(model.TestScore.PerClass, loaded.TestScore.PerClass);
    }

    [Fact]
    public void A_recipe_with_titles_reads_them_again()
    {
        using var model = GenreClassifier.Train(new RecipeChoice("tfidf") { WithTitle = true }, SmallData.Prepare(Data), cancellation: TestContext.Current.CancellationToken);
        model.Save(Saved);
        using var loaded = GenreClassifier.Load(Saved);
        var songs = SmallModel.Songs(Data);
        Assert.Equal(Probabilities(model, songs), Probabilities(loaded, songs));
        var path = Path.Combine(Data, DataFolder.SongsFile);
        using var csv = File.OpenRead(path);
        Assert.Equal(Probabilities(model, songs), loaded.Predict(csv, path).SelectMany(prediction => prediction.Probabilities.Values));
        Assert.NotEqual(Probabilities(model, songs), Probabilities(model, songs.Select(song => song with { Track = "" })));
    }

    [Fact]
    public void Its_test_score_is_that_of_evaluate()
    {
        using var model = Train("classical", ModelKind.Metadata);
        var seeds = new RecipeSeeds(SongTable.Load(DataFolder.Find(Data)), GenreChoice.Four, new RecipeChoice("classical", ModelKind.Metadata), SplitKind.Random).Run(0, 1);
        Assert.Equal(FinalScore.Of(seeds[0].Predictions!.Confusion).Confusion, model.TestScore.Confusion);
    }

    [Fact]
    public void The_description_has_the_recipe_and_networks_have_none()
    {
        using var model = Train("classical", ModelKind.Metadata, withYear: true);
        model.Save(Saved);
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Saved, "model.json")))!;
        Assert.Equal("""{"recipe":"classical","inputs":"metadata","with_year":true,"with_title":false}""", json["recipe"]!.ToJsonString());
        using var network = SmallModel.Train(Data, ModelKind.Metadata);
        network.Save(folder.File("network"));
        Assert.False(JsonNode.Parse(File.ReadAllText(folder.File("network/model.json")))!.AsObject().ContainsKey("recipe"));
        Assert.Null(network.Recipe);
    }

    [Fact]
    public void Its_card_says_what_it_is()
    {
        using var model = Train("recommended");
        model.Save(Saved);
        var card = File.ReadAllText(Path.Combine(Saved, "README.md"));
        Assert.Contains("The recipe `recommended`: the vote of five networks and gradient-boosted trees, which also read what logistic regression and naive Bayes make of the lyrics; the networks have ", card, StringComparison.Ordinal);
        Assert.Contains("The settings are those of the recipe, chosen on validation songs.", card, StringComparison.Ordinal);
        Assert.DoesNotContain("definition", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_are_explained_and_trees_have_no_embedding()
    {
        using var model = Train("tfidf", ModelKind.Lyrics);
        var song = SmallModel.Songs(Data)[0];
        var explained = model.Explain(song.Lyrics);
        Assert.Equal(model.Tokenizer.Encode(song.Lyrics)[1..^1].Distinct().Count(), explained.Count);
        Assert.Contains(explained, token => token.Contribution != 0);
        Assert.Equal("The recipe 'tfidf' has no network and so no embedding: expected a model with a network that reads lyrics.",
            Assert.Throws<InputException>(() => new LyricsEmbedding(model, [song])).Message);
    }

    [Fact]
    public void A_disposed_recipe_says_so()
    {
        var model = Train("classical", ModelKind.Metadata);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Predict("", new Dictionary<string, double> { ["energy"] = 0.5 }));
        Assert.Throws<ObjectDisposedException>(() => model.Save(Saved));
    }

    [Theory]
    [InlineData("majority", "The recipe 'majority' is a baseline, which is not saved: expected blog, network, ensemble, recommended, classical, tfidf.")]
    [InlineData("poetry", "There is no recipe 'poetry'")]
    public void Other_recipes_are_refused_before_they_are_fitted(string recipe, string message) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => Train(recipe)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("recipe.recipe", "\"poetry\"", "model.json: There is no recipe 'poetry'")]
    [InlineData("recipe.recipe", "\"year\"", "model.json: The recipe 'year' is a baseline")]
    [InlineData("recipe.recipe", "\"recommended\"", "found no tensor '")]
    [InlineData("recipe.recipe", "\"tfidf\"", "found no tensor 'candidate'")]
    [InlineData("recipe.with_year", "true", "model.json: The year cannot be added to the recipe 'classical' with the inputs lyrics")]
    [InlineData("recipe.inputs", "\"metadata\"", "found no tensor 'columns', which")]
    [InlineData("recipe.inputs", "\"poetry\"", "model.json: ")]
    [InlineData("recipe.inputs", "null", "the tensor 'trees.columns' has trees on 17 numbers a song, expected 39")]
    public void A_description_of_another_recipe_is_refused(string name, string value, string message)
    {
        using (var model = Train("classical", ModelKind.Lyrics))
        {
            model.Save(Saved);
        }
        var path = Path.Combine(Saved, "model.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["recipe"]![name.Split('.')[1]] = JsonNode.Parse(value);
        File.WriteAllText(path, json.ToJsonString());
        Assert.Contains(message, Assert.Throws<InputException>(() => GenreClassifier.Load(Saved)).Message, StringComparison.Ordinal);
    }

    /// <summary>Crafted numbers with the right checksum: no way through a tree may leave it or never end.</summary>
    [Theory]
    [InlineData("lyrics.0.candidate", 7, "'lyrics.0.candidate' has the candidate 7, expected 0 to 3")]
    [InlineData("lyrics.0.candidate", -1, "'lyrics.0.candidate' has the candidate -1, expected 0 to 3")]
    [InlineData("lyrics.0.terms", 1 << 30, "'lyrics.0.terms' has terms out of order")]
    [InlineData("trees.columns", 18, "'trees.columns' has trees on 18 numbers a song, expected 17")]
    [InlineData("trees.trees", 0, "'trees.trees' has 0, ")]
    [InlineData("trees.trees", int.MaxValue, "'trees.trees' has 2147483647, ")]
    [InlineData("trees.leaves", 1, "'trees.leaves' has a tree of 1 leaves, expected 2 or more")]
    [InlineData("trees.leaves", int.MaxValue, "expected I32 [21474")]
    [InlineData("trees.feature", 17, "'trees.feature' has the feature 17, expected 0 to 16")]
    [InlineData("trees.feature", -1, "'trees.feature' has the feature -1, expected 0 to 16")]
    [InlineData("trees.left", 0, "'trees.left' has the child 0 of node 0 in a tree of ")]
    [InlineData("trees.right", 1000, "'trees.right' has the child 1000 of node 0 in a tree of ")]
    [InlineData("trees.right", -1000, "'trees.right' has the child -1000 of node 0 in a tree of ")]
    public void Crafted_numbers_are_refused(string tensor, int value, string message)
    {
        using (var model = Train("classical", ModelKind.Lyrics))
        {
            model.Save(Saved);
        }
        Change(tensor, value);
        var found = Assert.Throws<InputException>(() => GenreClassifier.Load(Saved)).Message;
        Assert.Contains(message, found, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(Saved, "model.safetensors"), found, StringComparison.Ordinal);
    }

    /// <summary>Replaces the first number of a tensor, and the checksum.</summary>
    private void Change(string name, int value)
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(Saved, "model.safetensors");
        var tensors = new List<(string, Tensor)>();
        Dictionary<string, string> metadata;
        using (var stream = File.OpenRead(path))
        {
            var file = SafeTensorsFile.Open(stream, path, "");
            metadata = file.Metadata;
            foreach (var one in file.Names)
            {
                var values = empty(file.ShapeOf(one), file.TypeOf(one));
                file.Read(one, values);
                tensors.Add((one, values));
            }
        }
        tensors.Single(one => one.Item1 == name).Item2.flatten()[0] = value;
        using (var stream = File.Create(path))
        {
            SafeTensorsFile.Write(stream, tensors, metadata);
        }
        var description = Path.Combine(Saved, "model.json");
        var json = JsonNode.Parse(File.ReadAllText(description))!;
        json["weights_sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(description, json.ToJsonString());
    }

    private GenreClassifier Train(string recipe, ModelKind inputs = ModelKind.Combined, bool withYear = false, int rows = 80) => GenreClassifier.Train(
        new RecipeChoice(recipe, inputs) { WithYear = withYear }, PreparedData.Load(SmallData.Write(Data, rows), new()), cancellation: TestContext.Current.CancellationToken);

    private static double[] Probabilities(GenreClassifier model, IEnumerable<Song> songs) =>
        [.. model.Predict(songs).SelectMany(prediction => prediction.Probabilities.Values)];
}
