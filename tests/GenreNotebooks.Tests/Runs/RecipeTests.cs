using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Tests.Vectorization;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

[Collection<Torch>]
public class RecipeTests
{
    private static readonly SongTable Table = SongTable.Load(DataFolder.Sample);
    private static readonly SongDataset Songs = Table.OfGenres(GenreChoice.Four);

    [Theory(Explicit = true)]
    [Trait("Suite", "Long")]
    [InlineData("network", ModelKind.Combined, true)]
    [InlineData("classical", ModelKind.Lyrics, false)]
    [InlineData("tfidf", ModelKind.Lyrics, false)]
    [InlineData("majority", ModelKind.Combined, false)]
    [InlineData("year", ModelKind.Combined, false)]
    public void Every_recipe_predicts_probabilities_and_the_same_for_the_same_seed(string name, ModelKind inputs, bool withYear)
    {
        var recipe = new RecipeSeeds(Table, GenreChoice.Four, new(name, inputs) { WithYear = withYear }, SplitKind.Random);
        var (first, second) = (RecipeEvaluation.Of(recipe, recipe.Run(3, 1)), RecipeEvaluation.Of(recipe, recipe.Run(3, 1)));
        Assert.Equal(first.Accuracy, second.Accuracy);
        Assert.Equal(first.LogLoss, second.LogLoss);
        Assert.InRange(first.Accuracy.Mean, name == "majority" ? 0.3 : 0.35, 0.9);
    }

    [Fact]
    public void A_seed_that_diverges_is_listed_and_enters_no_score()
    {
        var recipe = new RecipeSeeds(Songs, GenreChoice.Four, new("diverges"), SplitKind.Random, new DivergesWithSeed1());
        var told = new List<string>();
        var evaluation = RecipeEvaluation.Of(recipe, recipe.Run(0, 3, seed => told.Add($"{seed}")));
        Assert.StartsWith("seed 0: accuracy 0.", told[0]);
        Assert.Equal("seed 1: It diverged.", told[1]);
        Assert.Equal([KeyValuePair.Create(1, "It diverged.")], evaluation.Diverged);
        Assert.Equal(ScoreSummary.Of([recipe.Run(0, 1)[0].Predictions!, recipe.Run(2, 1)[0].Predictions!]).Accuracy, evaluation.Accuracy);
        Assert.Equal("No score: training diverged with each of the 1 seeds. It diverged.", Assert.Throws<InputException>(() => RecipeEvaluation.Of(recipe, recipe.Run(1, 1))).Message);
    }

    // With 30 songs many splits lack a genre among the test songs.
    [Fact]
    public void Over_splits_and_seeds_a_mean_is_of_the_runs_that_have_test_songs_of_the_genre()
    {
        using var folder = new TemporaryFolder();
        var songs = SongTable.Load(SmallData.Write(folder.File("data"), rows: 30)).OfGenres(GenreChoice.Four);
        var absent = 0;
        foreach (var (kind, first) in from kind in Enum.GetValues<SplitKind>() from first in Enumerable.Range(0, 10) select (kind, 3 * first))
        {
            var recipe = new RecipeSeeds(songs, GenreChoice.Four, new("majority"), kind, ClassicalModels.Majority);
            Predictions[] runs = [.. recipe.Run(first, 3, cancellation: TestContext.Current.CancellationToken).Select(seed => seed.Predictions!)];
            foreach (var (label, (_, recall)) in ScoreSummary.Of(runs, resamples: 20).PerClass.Index())
            {
                double[] entered = [.. runs.Where(run => run.Labels.Contains(label)).Select(run => run.Confusion.PerClass[label])];
                Assert.Equal(entered.Length, recall?.Runs ?? 0);
                Assert.True(recall is null || (entered.Min() <= recall.Mean && recall.Mean <= entered.Max()));
                absent += 3 - entered.Length;
            }
        }
        Assert.InRange(absent, 1, int.MaxValue);
    }

    private sealed class DivergesWithSeed1 : IEstimator
    {
        public string Name => "diverges";

        public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
            seed == 1 ? throw new DivergedException("It diverged.") : ClassicalModels.Majority.Fit(songs, seed, cancellation);
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Long")]
    public void Networks_trained_in_parallel_vote_the_same_each_time_and_not_as_one_alone()
    {
        var (train, _) = Songs.Split(SplitKind.Random, 0);
        var (some, others) = train.SplitValidation(0, 0.5);
        Assert.Equal(Probabilities(members: 2), Probabilities(members: 2));
        Assert.NotEqual(Probabilities(members: 2), Probabilities(members: 1));

        double[][] Probabilities(int members) =>
            FrozenModel.Fit(new NetworkEnsemble(ModelKind.Combined, Recipe.Network(ModelKind.Combined) with { Members = members }), some, 0).Predict(others).Probabilities;
    }

    [Fact]
    public void The_posts_network_is_trained_as_in_the_post()
    {
        var options = new GenreNotebooks.Training.TrainingOptions { Epochs = 8, Device = "cpu" };
        var (train, _) = Songs.Split(SplitKind.Random, 0);
        var (some, others) = train.SplitValidation(0);
        var estimator = new NetworkEstimator(ModelKind.Metadata, options);
        var predictions = FrozenModel.Fit(estimator, some, 5).Predict(others);
        Assert.True(predictions.Confusion.Accuracy > 0.4);
        Assert.Equal(predictions.Probabilities, FrozenModel.Fit(estimator, some, 5).Predict(others).Probabilities);
    }

    [Theory]
    [InlineData("blog", ModelKind.Combined)]
    [InlineData("recommended", ModelKind.Lyrics)]
    public void A_recipe_that_cannot_take_the_year_says_so(string name, ModelKind inputs)
    {
        var exception = Assert.Throws<InputException>(() => Recipe.Named(name, inputs, withYear: true));
        Assert.StartsWith($"The year cannot be added to the recipe '{name}'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blog", ModelKind.Lyrics, "blog' with the inputs lyrics")]
    [InlineData("classical", ModelKind.Metadata, "classical' with the inputs metadata")]
    [InlineData("year", ModelKind.Lyrics, "year'")]
    public void A_recipe_that_cannot_read_the_title_says_so(string name, ModelKind inputs, string named) => Assert.Equal(
        $"The title cannot be added to the recipe '{named}: expected tfidf, or network, ensemble, recommended or classical with the inputs lyrics or combined.",
        Assert.Throws<InputException>(() => new RecipeChoice(name, inputs) { WithTitle = true }.ToEstimator()).Message);

    // The lyrics are the same; the titles have a word for each genre.
    [Theory]
    [InlineData(false, 0.5)]
    [InlineData(true, 1)]
    public void A_recipe_reads_the_title_only_where_it_is_asked_to(bool withTitle, double accuracy)
    {
        string[] words = ["love", "reggae", "music", "cafe"];
        var songs = SongText.Read(SongText.Table(Enumerable.Range(0, 80).Select(song => SongText.Row("genre", GenreSet.Blog.Names[song % 4])
            .Replace("some artist", $"artist {song}")
            .Replace("some track", $"{words[song % 4]} love"))));
        var recipe = new RecipeSeeds(SongTable.Tokenize(songs, SmallVocabulary.Tokenizer), GenreChoice.Four, new("tfidf") { WithTitle = withTitle }, SplitKind.Stratified);
        var evaluation = RecipeEvaluation.Of(recipe, recipe.Run(0, 1, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(withTitle, evaluation.WithTitle);
        Assert.InRange(evaluation.Accuracy.Mean, withTitle ? 1 : 0, accuracy);
    }

    [Fact]
    public void An_unknown_recipe_is_named_with_those_there_are()
    {
        var exception = Assert.Throws<InputException>(() => Recipe.Named("best", ModelKind.Lyrics));
        Assert.Equal(
            "There is no recipe 'best': expected blog, network, ensemble, recommended, classical, vote, tfidf, majority, year, artist.", exception.Message);
    }

    [Fact]
    public void The_blogs_settings_are_the_defaults() => Assert.Equal(new(), Recipe.Blog);

    [Fact]
    public void Training_of_one_network_refuses_several()
    {
        const string Expected = "The option Members is 2: expected 1: a training run trains one network; use evaluate for ensembles.";
        var two = Recipe.Blog with { Members = 2 };
        Assert.Equal(Expected, Assert.Throws<InputException>(() => new NetworkEstimator(ModelKind.Metadata, two)).Message);
        Assert.Equal(Expected, Assert.Throws<InputException>(
            () => TrainingRun.Train(ModelKind.Metadata, PreparedData.Load(DataFolder.Sample, two), two)).Message);
    }
}
