using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Evaluation;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.Tests;

/// <summary>Mistakes in a notebook's code get a message, not an exception from deep within.</summary>
[Collection<Torch>]
public sealed class MistakesInCodeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_network_with_fewer_outputs_than_genres_is_refused()
    {
        using var model = ModelKind.Metadata.Create(new TrainingOptions(), SmallSongs.VocabularySize, 2);
        var error = Assert.Throws<InputException>(() => new Trainer(new() { Epochs = 1, Device = "cpu" }).Fit(model, SmallSongs.Create(40), SmallSongs.Create(20, seed: 2)));
        Assert.Matches(@"^The network returns Float32 \[8, 2\] for a batch of 8 songs: expected Float32 \[8, 4\], a logit for each song and genre.$", error.Message);
    }

    [Theory]
    [InlineData(ModelKind.Lyrics)]
    [InlineData(ModelKind.Combined)]
    public void A_network_with_a_smaller_vocabulary_is_refused(ModelKind kind)
    {
        using var model = kind.Create(new TrainingOptions(), 20, SmallSongs.Classes);
        var error = Assert.Throws<InputException>(() => new Trainer(new() { Epochs = 1, Device = "cpu" }).Fit(model, SmallSongs.Create(40), SmallSongs.Create(20, seed: 2)));
        Assert.Equal("The network's embedding has 21 rows, but the songs' vocabulary has 60 tokens: create the network with the vocabulary size of the songs.", error.Message);
    }

    [Fact]
    public void A_choice_or_a_vote_of_nothing_is_refused()
    {
        Assert.Equal("'x' has no estimators to choose from: expected at least one.", Assert.Throws<InputException>(() => new BestOnValidation("x", [])).Message);
        Assert.Equal("The vote 'x' has no members: expected at least one estimator.", Assert.Throws<InputException>(() => new SoftVote("x")).Message);
        Assert.Equal("The vote 'x' has no members: expected at least one model.", Assert.Throws<InputException>(() => FrozenModel.SoftVote("x")).Message);
    }

    [Fact]
    public void Lyrics_without_a_common_token_are_nothing_to_learn_from()
    {
        var songs = SomeSongs.Create(([], 0, 1990, "jazz"), ([], 0, 1990, "rock"), ([5], 0, 2000, "hip hop"));
        Assert.Equal(
            "No token occurs in 2 of the 3 training songs (MinSongs), so there is nothing to learn from: expected a lower MinSongs, or more songs.",
            Assert.Throws<InputException>(() => new TfidfLogisticRegression().Fit(songs, 0)).Message);
    }

    [Fact]
    public void A_choice_of_genres_that_is_none_is_refused() => Assert.Equal(
        "The choice of genres is 9: expected four or all.", Assert.Throws<InputException>(() => SomeSongs.Create().Table.OfGenres((GenreChoice)9)).Message);

    [Fact]
    public void A_classifier_is_made_of_a_finished_run_of_one_network()
    {
        var options = new TrainingOptions { Epochs = 3, Device = "cpu", BatchSize = 32 };
        var data = SmallData.Prepare(folder.File("data"), options: options);
        using var network = ModelKind.Metadata.Create(options, data.Train, data.Genres.Count);
        using var cancellation = new CancellationTokenSource();
        var cancelled = TrainingRun.Train(ModelKind.Metadata, data, options, network, _ => cancellation.Cancel(), cancellation: cancellation.Token);
        Assert.StartsWith("This metadata run was interrupted after 1 of 3 epochs: it has no final evaluation.", Assert.Throws<InputException>(() => GenreClassifier.Of(cancelled, data, network)).Message);
        var finished = TrainingRun.Train(ModelKind.Metadata, data, options, network);
        var several = finished with { Options = options with { Members = 2 } };
        Assert.StartsWith("The option Members is 2: expected 1", Assert.Throws<InputException>(() => GenreClassifier.Of(several, data, network)).Message);
    }
}
