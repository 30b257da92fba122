using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Tests.Evaluation;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

[Collection<Torch>]
public class ModelComparisonTests
{
    private static readonly (string Name, IEstimator Estimator)[] Models =
    [
        ("guess", ClassicalModels.Majority), ("years", ClassicalModels.Year),
        ("few trees", new GradientBoostedTrees { Trees = 5 }), ("more trees", new GradientBoostedTrees { Trees = 20 }),
    ];

    [Fact]
    public void Each_model_scores_as_it_does_alone()
    {
        var comparison = Measure(Models, seeds: 2);
        Assert.Equal(["guess", "years", "few trees", "more trees"], comparison.Names);
        foreach (var model in Models)
        {
            Assert.Equal(Measure([model], seeds: 2)[model.Name].Accuracy, comparison[model.Name].Accuracy);
        }
    }

    [Fact]
    public void All_models_of_a_split_have_the_same_test_songs()
    {
        var comparison = Measure(Models, seeds: 2);
        Assert.All(comparison.Names, name => Assert.Equal(
            comparison.RunsOf("guess").Select(run => run.Songs), comparison.RunsOf(name).Select(run => run.Songs)));
        Assert.NotEqual(comparison.RunsOf("guess")[0].Songs, comparison.RunsOf("guess")[1].Songs);
    }

    [Fact]
    public void Two_of_them_are_compared_song_by_song()
    {
        var comparison = Measure(Models, seeds: 2);
        var paired = comparison.Paired("years", "guess");
        Assert.Equal(comparison["years"].Accuracy.Mean - comparison["guess"].Accuracy.Mean, paired.Difference.Mean, 1e-12);
        Assert.Equal(2, paired.Tests.Count);
    }

    [Fact]
    public void Each_seed_is_reported()
    {
        var lines = new List<string>();
        Measure(Models[..2], seeds: 2, lines.Add);
        Assert.Equal(["seed 3: 2 models measured on 60 test songs", "seed 4: 2 models measured on 60 test songs"], lines);
    }

    [Fact]
    public void Tables_show_scores_and_pairs()
    {
        var comparison = Measure(Models[..2], seeds: 2);
        var scores = comparison.ToTable();
        Assert.Equal(["guess", "years"], scores.Rows.Select(row => row[0]));
        Assert.Equal($"{comparison["years"].Accuracy}", $"{scores.Rows[1][1]} {scores.Rows[1][2]}");
        var row = Assert.Single(comparison.PairedTable(("years", "guess")).Rows);
        var paired = comparison.Paired("years", "guess");
        Assert.Equal($"{paired.Difference}", $"{row[2]} {row[3]}");
        Assert.Equal(2, row[4].Split(", ").Length);
        Assert.DoesNotContain("McNemar's p by seed", Measure(Models[..2], seeds: 2, split: SplitKind.Artist).PairedTable(("years", "guess")).Headers);
    }

    [Fact]
    public void Two_models_with_one_name_are_refused() =>
        Assert.Contains("each with its own name", Assert.Throws<InputException>(() => Measure([Models[0], Models[0]], seeds: 1)).Message);

    private static ModelComparison Measure((string, IEstimator)[] models, int seeds, Action<string>? progress = null, SplitKind split = SplitKind.Random) =>
        ModelComparison.Measure(SomeSongs.Create(), models, split, seeds, firstSeed: 3, progress);
}
