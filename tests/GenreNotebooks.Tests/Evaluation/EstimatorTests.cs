using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

[Collection<Torch>]
public class EstimatorTests
{
    private static readonly SongDataset Songs = SomeSongs.Create().Split(SplitKind.Random, 0).Train;

    /// <summary>Predicts the same for every song.</summary>
    private sealed class Always(string name, params double[] probabilities) : IEstimator, IClassifier
    {
        public int Fitted { get; private set; }

        public string Name => name;

        public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
        {
            Fitted = songs.Count;
            return this;
        }

        public double[][] Predict(SongDataset songs) => [.. Enumerable.Repeat(probabilities, songs.Count)];
    }

    [Fact]
    public void A_soft_vote_is_the_mean_of_the_probabilities()
    {
        var vote = new SoftVote("vote", new Always("a", 0.9, 0.1, 0), new Always("b", 0.2, 0.4, 0.4), new Always("c", 0.1, 0.1, 0.8)).Fit(Songs, 0);
        var said = vote.Predict(Songs);
        Assert.Equal(Songs.Count, said.Length);
        Assert.Equal([0.4, 0.2, 0.4], said[^1].Select(probability => Math.Round(probability, 12)));
    }

    [Fact]
    public void Fitted_models_vote_in_the_same_way()
    {
        var members = new[] { new Always("a", 0.8, 0.2, 0), new Always("b", 0.4, 0, 0.6) }.Select(member => FrozenModel.Fit(member, Songs, 0));
        var vote = FrozenModel.SoftVote("vote", [.. members]);
        Assert.Equal("vote", vote.Name);
        Assert.Equal([0.6, 0.1, 0.3], vote.Predict(Songs).Probabilities[0].Select(probability => Math.Round(probability, 12)));
    }

    [Fact]
    public void The_best_on_validation_songs_learns_from_all_training_songs()
    {
        var rates = Songs.Labels.CountBy(label => label).OrderBy(label => label.Key).Select(label => (double)label.Value / Songs.Count).ToArray();
        Always[] candidates = [new("far", 0.98, 0.01, 0.01), new("near", rates), new("farther", 0.01, 0.01, 0.98)];
        new BestOnValidation("best", candidates).Fit(Songs, 0);
        Assert.Equal([192, 240, 192], candidates.Select(candidate => candidate.Fitted));
    }

    [Fact]
    public void The_loss_to_choose_by_can_be_changed()
    {
        Always[] candidates = [new("sure", 0.98, 0.01, 0.01), new("unsure", 0.34, 0.33, 0.33)];
        Assert.Equal("unsure", new BestOnValidation("best", candidates).Choose(Songs, 0).Name);
        // They have the same accuracy.
        Assert.Equal("sure", new BestOnValidation("best", candidates, predictions => -predictions.Confusion.Accuracy).Choose(Songs, 0).Name);
    }

    [Fact]
    public void A_shared_estimator_is_fitted_once_for_the_same_songs_and_seed()
    {
        var memory = new Memory();
        var shared = new CachedEstimator(memory);
        var part = Songs.SplitValidation(0).Train;
        Assert.Same(shared.Fit(Songs, 0), shared.Fit(Songs, 0));
        Assert.NotSame(shared.Fit(Songs, 0), shared.Fit(part, 0));
        Assert.NotSame(shared.Fit(part, 0), shared.Fit(part, 1));
        Assert.Same(shared.Fit(part, 1), shared.Fit(Songs.SplitValidation(0).Train, 1));
        Assert.Equal(3, memory.Learnt.Count);
    }

    [Fact]
    public void Candidates_do_not_learn_from_validation_songs()
    {
        var memory = new Memory();
        new BestOnValidation("best", [memory, new Memory()]).Choose(Songs, 0);
        var (learnt, asked) = Assert.Single(memory.Asked);
        Assert.Empty(learnt.Intersect(asked));
    }
}
