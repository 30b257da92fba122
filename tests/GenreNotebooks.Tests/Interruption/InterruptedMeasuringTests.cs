using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Tests.Evaluation;
using GenreNotebooks.Vectorization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Xunit;

namespace GenreNotebooks.Tests.Interruption;

[Collection<Alone>]
public sealed class InterruptedMeasuringTests
{
    private static readonly IEnumerable<string> Learning = Recipe.Names.Except(["majority", "year", "artist"]);

    public static TheoryData<string, bool> Recipes => [.. Learning.Except([Recipe.Vote]).Select(recipe => (recipe, false)), .. Learning.Select(recipe => (recipe, true))];

    [Fact]
    public void A_comparison_ends_before_its_next_seed()
    {
        (string, IEstimator)[] models = [("guess", ClassicalModels.Majority), ("years", ClassicalModels.Year)];
        using (var cell = new RunningCell())
        {
            var told = 0;
            Assert.ThrowsAny<OperationCanceledException>(() => Measure(seeds: 3, _ =>
            {
                told++;
                cell.Interrupt();
            }));
            Assert.Equal(1, told);
        }
        Assert.Equal(3, Measure(seeds: 3, _ => { }).RunsOf("guess").Count);

        ModelComparison Measure(int seeds, Action<string> progress) =>
            ModelComparison.Measure(SomeSongs.Create(), models, SplitKind.Random, seeds, progress: progress);
    }

    [Fact]
    public void Interrupted_intervals_are_drawn_in_the_next_cell()
    {
        var comparison = ModelComparison.Measure(SomeSongs.Create(), [("guess", ClassicalModels.Majority)], SplitKind.Random, seeds: 1);
        using (RunningCell.Interrupted())
        {
            Assert.Throws<OperationCanceledException>(() => comparison["guess"]);
        }
        Assert.Equal(1, comparison["guess"].Runs);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void No_recipe_learns_in_a_cell_that_was_interrupted(string recipe, bool byArtist)
    {
        var train = SomeSongs.Create().Split(SplitKind.Random, 0).Train;
        var estimator = new RecipeChoice(recipe, ModelKind.Lyrics) { ByArtist = byArtist }.ToEstimator();
        using var cell = RunningCell.Interrupted();
        Assert.ThrowsAny<OperationCanceledException>(() => estimator.Fit(train, seed: 0));
    }

    [Fact]
    public void Logistic_regression_ends_before_its_next_pass()
    {
        using var cell = new RunningCell();
        VBuffer<float>[] rows = [.. Enumerable.Range(0, 40).Select(row => new VBuffer<float>(2, [row % 2, row % 3]))];
        Assert.Throws<OperationCanceledException>(() => MlModel.Fit(rows, [.. rows.Select((_, row) => row % 2)], genres: 2, Trainer, seed: 0, default));

        IEstimator<ISingleFeaturePredictionTransformer<MaximumEntropyModelParameters>> Trainer(MLContext ml)
        {
            cell.Interrupt();
            return ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy();
        }
    }

    [Fact]
    public void Interrupted_test_songs_stay_sealed()
    {
        var (train, test) = SealedTestSongs.Split(SomeSongs.Create(origin: "songs of an interrupted opening"), SplitKind.Random, 0);
        using (var cell = new RunningCell())
        {
            var (first, second) = (new Asked(cell.Interrupt), new Asked());
            Assert.Throws<OperationCanceledException>(() => test.Open(first.Fit(train, "first"), second.Fit(train, "second")));
            Assert.Equal((1, 0), (first.Times, second.Times));
        }
        Assert.False(test.IsOpen);
        Assert.Equal(1, test.Open(new Asked().Fit(train, "first")).Opening);
        Assert.True(test.IsOpen);
    }

    [Fact]
    public void A_network_is_not_measured_any_further()
    {
        var songs = SmallSongs.Create(40);
        using var network = ModelKind.Metadata.Create(new(), SmallSongs.VocabularySize, SmallSongs.Classes);
        using (RunningCell.Interrupted())
        {
            Assert.Throws<OperationCanceledException>(() => Evaluator.Evaluate(network, songs));
        }
        Assert.Equal(40, Evaluator.Evaluate(network, songs).Total);
    }

    /// <summary>Counts its calls.</summary>
    private sealed class Asked(Action? onAsked = null) : IEstimator, IClassifier
    {
        public int Times { get; private set; }

        public string Name => "asked";

        public FrozenModel Fit(SongDataset songs, string name) => FrozenModel.Fit(this, songs, seed: 0).Named(name);

        public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) => this;

        public double[][] Predict(SongDataset songs)
        {
            Times++;
            onAsked?.Invoke();
            return [.. Enumerable.Range(0, songs.Count).Select(_ => new[] { 1.0, 0, 0 })];
        }
    }
}
