using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.SavedModels;

[Collection<Torch>]
public sealed class GenreClassifierTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, ModelKind> EverySort => [.. from sort in SmallModel.Sorts.Keys from kind in Enum.GetValues<ModelKind>() select (sort, kind)];

    private string Data => folder.File("data");

    private string Saved => folder.File("models/one");

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(EverySort))]
    public void A_saved_model_predicts_to_the_bit_what_it_predicted_before(string sort, ModelKind kind)
    {
        using var model = SmallModel.Train(Data, kind, SmallModel.Sorts[sort]);
        model.Save(Saved);
        using var loaded = GenreClassifier.Load(Saved);
        var songs = SmallModel.Songs(Data);
        Assert.Equal(Probabilities(model, songs), Probabilities(loaded, songs));
        Assert.Equal(Probabilities(model, songs.Take(1)), Probabilities(loaded, songs.Take(1)));
        Assert.Equal((model.Model, model.Options), (loaded.Model, loaded.Options));
        Assert.Equal(model.FeatureMeans, loaded.FeatureMeans);
        Assert.Equal(model.Genres.Names, loaded.Genres.Names);
        Assert.Equal(model.TestScore.PerClass, loaded.TestScore.PerClass);
    }

    [Fact]
    public void Threads_that_predict_at_once_get_the_same_bits()
    {
        using var model = SmallModel.Train(Data, options: SmallModel.Ours);
        var songs = SmallModel.Songs(Data);
        var expected = Probabilities(model, songs);
        var found = new double[8][];
        Parallel.For(0, found.Length, place => found[place] = Probabilities(model, songs));
        Assert.All(found, some => Assert.Equal(expected, some));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_predicts_test_songs_as_the_run_measured_them(int members)
    {
        var options = SmallModel.Post with { Members = members, Split = SplitKind.Stratified, Seed = 2 };
        var data = SmallData.Prepare(Data, options: options);
        using var model = GenreClassifier.Train(ModelKind.Combined, data, options);
        var songs = MusicData.Load(DataFolder.Find(Data)).OfGenres(GenreSet.Blog);
        var test = Split.Create(songs, options.Split, options.Seed).Test.Select(row => songs[row]).ToList();
        var right = model.Predict(test).Zip(test).Count(pair => pair.First.Genre == pair.Second.Genre);
        Assert.Equal(model.TestScore.Accuracy, (double)right / test.Count, 1e-12);
    }

    [Fact]
    public void The_same_options_and_seed_give_the_same_ensemble()
    {
        var options = SmallModel.Ours with { Members = 2, Seed = 1 };
        var written = SmallData.Write(Data);
        using var model = GenreClassifier.Train(ModelKind.Lyrics, PreparedData.Load(written, options), options);
        var (train, _) = SongTable.Load(written).OfGenres(GenreSet.Blog).Split(options.Split, options.Seed);
        var expected = new NetworkEnsemble(ModelKind.Lyrics, options).Fit(train, options.Seed).Predict(train);
        var songs = SmallModel.Songs(Data);
        Assert.Equal(expected.SelectMany(row => row), Probabilities(model, train.Rows.Select(row => songs[row])));
    }

    [Fact]
    public void Missing_features_are_set_to_the_means_of_the_training_songs_and_reported()
    {
        using var model = SmallModel.Train(Data, options: SmallModel.Ours with { WithYear = true });
        var means = model.Predict("love baby", model.FeatureMeans);
        var assumed = model.Predict("love baby", new Dictionary<string, double> { ["energy"] = model.FeatureMeans["energy"] });
        Assert.Equal(means.Probabilities, assumed.Probabilities);
        Assert.Empty(means.Assumed);
        Assert.Equal([.. EngineeredFeatures.Names.Where(name => name != "energy"), "release_date"], assumed.Assumed);
        Assert.NotEqual(means.Probabilities, model.Predict("love baby", new Dictionary<string, double> { ["energy"] = 1, ["release_date"] = 2019 }).Probabilities);
        Assert.Contains("Not given, set to the means of the training songs: ", assumed.ToString());
        Assert.DoesNotContain("assumed", means.ToString());
    }

    [Fact]
    public void A_prediction_shows_each_genre_with_its_probability_the_most_probable_first()
    {
        using var model = SmallModel.Train(Data, ModelKind.Lyrics);
        var prediction = model.Predict("<img src=x onerror=alert(1)>");
        Assert.Equal(1, prediction.Probabilities.Values.Sum(), 1e-9);
        Assert.Equal(prediction.Genre, prediction.Probabilities.MaxBy(genre => genre.Value).Key);
        Assert.StartsWith(prediction.Genre, prediction.ToString().Split('\n')[1]);
        Assert.DoesNotContain("<img", prediction.ToHtml());
    }

    [Fact]
    public void A_prediction_says_if_the_model_knows_only_synthetic_songs()
    {
        using var model = GenreClassifier.Train(ModelKind.Lyrics, PreparedData.Load(DataFolder.Sample, SmallModel.Ours, cancellation: TestContext.Current.CancellationToken), SmallModel.Ours);
        using var real = SmallModel.Train(Data, ModelKind.Lyrics);
        Assert.EndsWith("\nSample data: synthetic songs trained this model.", model.Predict("love").ToString(), StringComparison.Ordinal);
        Assert.Contains("<small>Sample data: synthetic songs trained this model.</small>", model.Predict("love").ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("Sample", real.Predict("love").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_features_and_values_that_are_not_finite_are_refused()
    {
        using var model = SmallModel.Train(Data, ModelKind.Metadata);
        Assert.StartsWith("Unknown feature 'tempo': expected some of dating, ", Refused("tempo", 1));
        Assert.StartsWith("The feature energy is NaN: expected a finite number", Refused("energy", double.NaN));

        string Refused(string feature, double value) =>
            Assert.Throws<InputException>(() => model.Predict("", new Dictionary<string, double> { [feature] = value })).Message;
    }

    [Fact]
    public void Songs_are_predicted_as_they_are_asked_for()
    {
        using var model = SmallModel.Train(Data, ModelKind.Lyrics);
        var song = SmallModel.Songs(Data)[0];
        Assert.Equal(3000, model.Predict(Endless()).Take(3000).Count());

        IEnumerable<Song> Endless()
        {
            while (true)
            {
                yield return song;
            }
        }
    }

    [Fact]
    public void Disposing_frees_the_weights()
    {
        SmallModel.Train(Data, options: SmallModel.Ours with { Members = 2 }).Save(Saved);
        var loaded = GenreClassifier.Load(Saved);
        var weights = loaded.Networks.SelectMany(network => network.parameters()).ToList();
        loaded.Dispose();
        Assert.All(weights, weight => Assert.True(weight.IsInvalid));
    }

    [Fact]
    public void Saving_and_predicting_leave_no_tensor_behind()
    {
        using var model = SmallModel.Train(Data, options: SmallModel.Ours with { Members = 2, Pooling = GenreNotebooks.Models.Pooling.Attention });
        var before = LiveTensors.Settled();
        model.Save(Saved);
        _ = model.Predict("love baby");
        Assert.InRange(TorchSharp.torch.Tensor.TotalCount, 0, before);
    }

    [Fact]
    public void A_song_whose_features_are_too_large_for_the_network_is_named()
    {
        using var model = SmallModel.Train(Data, ModelKind.Metadata);
        var songs = SmallModel.Songs(Data).ToArray();
        songs[3] = songs[3] with { Features = [.. songs[3].Features.Select(_ => 3e38)] };
        var error = Assert.Throws<InputException>(() => model.Predict(songs).Count());
        Assert.Matches(@"^Song 4: the network computes NaN or infinity, with dating 3E\+38 \(", error.Message);
    }

    [Fact]
    public void Training_that_diverges_gives_no_model()
    {
        foreach (var members in new[] { 1, 2 })
        {
            var error = Assert.ThrowsAny<InputException>(() =>
                SmallModel.Train(Data, ModelKind.Metadata, SmallModel.Post with { LearningRate = 1e30, Epochs = 2, Members = members }));
            Assert.StartsWith("Training diverged in epoch 1, ", error.Message, StringComparison.Ordinal);
        }
    }

    // No test song has the word, so its weights do not show in the scores.
    [Fact]
    public void A_model_with_weights_that_are_not_finite_is_not_saved()
    {
        var options = new TrainingOptions { Epochs = 1 };
        var data = SmallData.Prepare(Data, options: options);
        var network = ModelKind.Lyrics.Create(options, data.Train, data.Genres.Count);
        var run = TrainingRun.Train(ModelKind.Lyrics, data, options, network);
        using (TorchSharp.torch.no_grad())
        {
            network.parameters().First()[^1].fill_(float.NaN);
        }
        using var model = GenreClassifier.Of(run, data, network);
        Assert.Contains("contain NaN or infinity, so training has diverged", Assert.Throws<InputException>(() => model.Save(Saved)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Saved));
    }

    private static double[] Probabilities(GenreClassifier model, IEnumerable<Song> songs) =>
        [.. model.Predict(songs).SelectMany(prediction => prediction.Probabilities.Values)];
}
