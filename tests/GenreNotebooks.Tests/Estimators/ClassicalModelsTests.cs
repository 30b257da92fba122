using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Tests.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Estimators;

[Collection<Torch>]
public class ClassicalModelsTests
{
    [Fact]
    public void Models_fitted_together_predict_as_each_does_alone()
    {
        var (train, test) = SealedTestSongs.Split(SomeSongs.Create(), SplitKind.Random, 0);
        var models = ClassicalModels.FitAll(train, seed: 3);
        IEstimator[] alone =
        [
            ClassicalModels.Majority, ClassicalModels.Year, ClassicalModels.Lyrics, ClassicalModels.Trees(), ClassicalModels.Trees(withYear: true),
            ClassicalModels.Vote(), ClassicalModels.Vote(withYear: true), ClassicalModels.Stacked(), ClassicalModels.Stacked(withYear: true),
        ];
        Assert.Equal(alone.Select(estimator => estimator.Name), models.Select(model => model.Name));
        Assert.All(models.Zip(alone), pair =>
            Assert.Equal(pair.Second.Fit(train, seed: 3).Predict(train), pair.First.Classifier.Predict(train)));
        Assert.Equal(9, test.Open(models).Names.Count);
    }

    [Fact]
    public void A_genre_without_training_songs_has_its_place_and_is_never_predicted()
    {
        var songs = SomeSongs.Create(
            [.. Enumerable.Range(0, 60).Select(song => (new[] { 5 + (song % 2) }, song % 2 / 2.0, 1990 + song, song < 58 ? song % 2 == 0 ? "hip hop" : "rock" : "jazz"))]);
        var jazz = songs.Labels.Index().Where(song => song.Item == 1).Select(song => song.Index).ToArray();
        var seed = Enumerable.Range(0, 1000).First(seed => !songs.SplitValidation(seed).Train.Labels.Contains(1));
        var (train, validation) = songs.SplitValidation(seed);
        Assert.Equal(2, jazz.Length);
        Assert.All(
            new IEstimator[] { new MajorityBaseline(), new YearBaseline(), new TfidfLogisticRegression(), new GradientBoostedTrees { Trees = 5, MinSongsPerLeaf = 2 } },
            estimator =>
            {
                var said = FrozenModel.Fit(estimator, train, 0).Predict(validation);
                Assert.DoesNotContain(1, said.Predicted);
                Assert.All(said.Probabilities, song => Assert.InRange(song[1], 0, 0.1));
            });
    }

    // The lower bounds are the accuracies in DESIGN.md minus two standard deviations over splits.
    [Fact(Explicit = true)]
    [Trait("Suite", "Long")]
    public void On_the_real_songs_they_reach_their_known_accuracies()
    {
        var (train, test) = SealedTestSongs.Split(SongTable.Load(RealData.Folder()).OfGenres(GenreSet.Blog), SplitKind.Random, seed: 0);
        var results = test.Open(ClassicalModels.FitAll(train, seed: 0));
        double Accuracy(string name) => results[name].Confusion.Accuracy;
        Assert.InRange(Accuracy("majority"), 0.33, 0.39);
        Assert.InRange(Accuracy("year"), 0.38, 0.45);
        Assert.InRange(Accuracy("tf-idf"), 0.585, 0.64);
        Assert.InRange(Accuracy("trees"), 0.66, 0.71);
        Assert.InRange(Accuracy("tf-idf + trees"), 0.70, 0.74);
        Assert.InRange(Accuracy("tf-idf + trees, year"), 0.725, 0.77);
        Assert.InRange(Accuracy("stacked trees"), 0.71, 0.75);
        Assert.InRange(Accuracy("stacked trees, year"), 0.735, 0.78);
    }
}
