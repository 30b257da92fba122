using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Tests.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Estimators;

[Collection<Torch>]
public class TreesTests
{
    private static readonly SongDataset Songs = SomeSongs.Create(600).Split(SplitKind.Random, 0).Train;
    private static readonly GradientBoostedTrees Few = new() { Trees = 20 };

    private static double Accuracy(IEstimator estimator)
    {
        var (train, validation) = Songs.SplitValidation(0);
        return FrozenModel.Fit(estimator, train, 0).Predict(validation).Confusion.Accuracy;
    }

    private static double[][] Said(GradientBoostedTrees estimator, int seed = 0) => estimator.Fit(Songs, seed).Predict(Songs);

    [Fact]
    public void Trees_learn_genres_from_features() => Assert.InRange(Accuracy(Few), 0.75, 1);

    [Fact]
    public void Trees_see_only_the_features_that_they_are_given() =>
        Assert.True(Accuracy(Few with { Features = ["energy"] }) < Accuracy(Few) - 0.1);

    [Fact]
    public void Trees_see_the_year_if_they_are_given_it()
    {
        Assert.True(Accuracy(Few with { Features = ["energy"], WithYear = true }) > Accuracy(Few with { Features = ["energy"] }) + 0.1);
        Assert.True(Accuracy(Few with { Features = [], WithYear = true }) > Accuracy(new MajorityBaseline()) + 0.1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_trees_and_another_others()
    {
        Assert.Equal(Said(Few, seed: 1), Said(Few, seed: 1));
        Assert.NotEqual(Said(Few, seed: 1), Said(Few, seed: 2));
    }

    [Fact]
    public void An_unknown_feature_is_named() => Assert.StartsWith(
        "Unknown feature 'loudnes': expected some of dating,",
        Assert.Throws<InputException>(() => Said(Few with { Features = ["loudnes"] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void LibTorch_keeps_its_number_of_threads()
    {
        set_num_threads(2);
        Said(Few);
        Assert.Equal(2, get_num_threads());
        set_num_threads(1);
    }

    [Fact]
    public void Nothing_is_learnt_once_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Few.Fit(Songs, 0, cancelled.Token));
    }

    [Fact]
    public void Stacked_trees_learn_from_out_of_fold_predictions()
    {
        var lyrics = new Memory();
        new StackedTrees { Lyrics = [lyrics], Trees = Few, Folds = 4 }.Fit(Songs, 0);
        Assert.Equal(4, lyrics.Asked.Count);
        Assert.All(lyrics.Asked, fold => Assert.Empty(fold.Learnt.Intersect(fold.Asked)));
        Assert.Equal(Songs.Rows.Order(), lyrics.Asked.SelectMany(fold => fold.Asked).Order());
        // The classifier for new songs is fitted on all training songs.
        Assert.Equal(Songs.Rows, lyrics.Learnt[^1]);
    }

    // Memory cannot predict new songs. Trees fitted on its predictions for songs it knows would trust it.
    [Fact]
    public void Stacked_trees_do_not_trust_a_classifier_that_only_memorises() =>
        Assert.Equal(Accuracy(Few), Accuracy(new StackedTrees { Lyrics = [new Memory()], Trees = Few }), 0.06);

    [Fact]
    public void Stacked_trees_use_the_predictions_from_the_lyrics()
    {
        var blind = Few with { Features = ["energy"] };
        Assert.True(Accuracy(new StackedTrees { Lyrics = [new TfidfLogisticRegression()], Trees = blind }) > Accuracy(blind) + 0.2);
    }
}
