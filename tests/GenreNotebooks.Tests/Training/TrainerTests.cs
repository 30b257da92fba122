using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using TorchSharp;
using Xunit;

namespace GenreNotebooks.Tests.Training;

[Collection<Torch>]
public class TrainerTests
{
    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_loss_falls_and_the_test_songs_are_learnt(ModelKind kind)
    {
        var history = Fit(kind, new() { Epochs = 15, LearningRate = 0.01 });
        Assert.True(history.Epochs[^1].TrainLoss < 0.8 * history.Epochs[0].TrainLoss);
        Assert.True(history.Best.TestAccuracy > 0.5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_history_to_the_last_bit(ModelKind kind)
    {
        var options = new TrainingOptions { Epochs = 3, Seed = 7 };
        Assert.Equal(Fit(kind, options).Epochs.WithoutTimes(), Fit(kind, options).Epochs.WithoutTimes());
        Assert.NotEqual(Fit(kind, options).Epochs.WithoutTimes(), Fit(kind, options with { Seed = 8 }).Epochs.WithoutTimes());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Two_threads_of_LibTorch_give_what_one_gives_up_to_rounding(ModelKind kind)
    {
        var options = new TrainingOptions { Epochs = 2, EmbeddingDim = 64, BatchSize = 100 };
        var alone = Losses();
        torch.set_num_threads(2);
        try
        {
            Assert.Equal(alone, Losses(), (one, two) => Math.Abs(one - two) < 1e-5); // on some processors two threads add in another order
        }
        finally
        {
            torch.set_num_threads(1);
        }

        IEnumerable<double> Losses() => Fit(kind, options).Epochs.SelectMany(epoch => new[] { epoch.TrainLoss, epoch.TestLoss });
    }

    [Theory]
    [InlineData(ModelKind.Lyrics, 0)]
    [InlineData(ModelKind.Metadata, 0)]
    [InlineData(ModelKind.Combined, 2)]
    public void Training_that_diverges_ends_with_the_place_and_what_to_try(ModelKind kind, int patience)
    {
        var (train, test) = (SmallSongs.Create(200), SmallSongs.Create(16));
        var options = new TrainingOptions { Epochs = 30, LearningRate = 1e30, Patience = patience };
        using var model = kind.Create(options, train, SmallSongs.Classes);
        var trainer = new Trainer(options);
        var error = Assert.Throws<DivergedException>(() => trainer.Fit(model, train, test));
        Assert.Equal((1, 2, 0), (error.Epoch, error.Step, trainer.History.Epochs.Count));
        Assert.Equal("Training diverged in epoch 1, step 2: the network computes NaN or infinity. Try a learning rate below 1E+30.", error.Message);
    }

    // One step an epoch: the weights diverge in it, and the evaluation after it is the first to see that.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_evaluation_of_diverged_weights_ends_training_too(ModelKind kind)
    {
        var songs = SmallSongs.Create(16);
        var options = new TrainingOptions { LearningRate = 1e30, BatchSize = 16 };
        using var model = kind.Create(options, songs, SmallSongs.Classes);
        var error = Assert.Throws<DivergedException>(() => new Trainer(options).Fit(model, songs, songs));
        Assert.Equal((1, null), (error.Epoch, error.Step));
        Assert.Contains("epoch 1, after its last step", error.Message, StringComparison.Ordinal);
        Assert.Throws<DivergedException>(() => Evaluator.Evaluate(model, songs));
        Assert.EndsWith(
            "It has learnt nothing yet: create it again, because its weights may come from a training that diverged.",
            Assert.Throws<DivergedException>(() => new Trainer(options with { LearningRate = 0.001 }).Fit(model, songs, songs)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_disposed_network_says_so(ModelKind kind)
    {
        var songs = SmallSongs.Create(16);
        var model = kind.Create(new(), songs, SmallSongs.Classes);
        model.Dispose();
        foreach (var use in (Action[])[() => new Trainer(new()).Fit(model, songs, songs), () => Evaluator.Evaluate(model, songs)])
        {
            Assert.StartsWith("The network is disposed: create it again", Assert.Throws<ObjectDisposedException>(use).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_tensor_is_left_behind_by_an_epoch(ModelKind kind)
    {
        var options = new TrainingOptions { Epochs = 4 };
        var train = SmallSongs.Create(40);
        var test = SmallSongs.Create(16);
        using var model = kind.Create(options, SmallSongs.VocabularySize, SmallSongs.Classes);
        var alive = new List<long>();
        LiveTensors.Settled();
        new Trainer(options).Fit(model, train, test, _ => alive.Add(torch.Tensor.TotalCount));
        Assert.InRange(alive[^1], 0, alive[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dropout_while_testing_is_an_option(bool dropout)
    {
        var train = SmallSongs.Create(40);
        var test = SmallSongs.Create(40);
        var options = new TrainingOptions { Epochs = 1, Dropout = 0.9, DropoutWhileTesting = dropout };
        using var model = ModelKind.Lyrics.Create(options, SmallSongs.VocabularySize, SmallSongs.Classes);
        var history = new Trainer(options).Fit(model, train, test);
        model.eval();
        using var scope = torch.NewDisposeScope();
        var batch = test.Collate([.. Enumerable.Range(0, 40)]);
        var loss = torch.nn.functional.cross_entropy(model.call(batch), batch.Labels).item<float>();
        Assert.Equal(!dropout, Math.Abs(loss - history.Epochs[0].TestLoss) < 1e-6);
    }

    [Fact]
    public void A_kept_optimizer_gives_another_second_epoch_but_the_same_first()
    {
        var fresh = Fit(ModelKind.Metadata, new() { Epochs = 2 }).Epochs.WithoutTimes();
        var kept = Fit(ModelKind.Metadata, new() { Epochs = 2, ResetOptimizerEachEpoch = false }).Epochs.WithoutTimes();
        Assert.Equal(fresh[0], kept[0]);
        Assert.NotEqual(fresh[1], kept[1]);
    }

    [Fact]
    public void The_learning_rate_falls_along_a_cosine_if_asked_to()
    {
        var options = new TrainingOptions { LearningRate = 0.2 };
        Assert.Equal(1, options.LearningRateFactorAt(0.7));
        double[] falling = [.. new[] { 0, 0.25, 0.5, 1 }.Select((options with { CosineDecay = true }).LearningRateFactorAt)];
        double[] expected = [1, 0.5 * (1 + Math.Sqrt(0.5)), 0.5, 0];
        Assert.All(expected.Zip(falling), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.NotEqual(Fit(ModelKind.Metadata, new() { Epochs = 2 }).Epochs.WithoutTimes(), Fit(ModelKind.Metadata, new() { Epochs = 2, CosineDecay = true }).Epochs.WithoutTimes());
    }

    [Fact]
    public void Cancellation_ends_training_after_the_reported_epochs()
    {
        using var cancellation = new CancellationTokenSource();
        var reported = new List<EpochResult>();
        Assert.Throws<OperationCanceledException>(() => Fit(ModelKind.Metadata, new() { Epochs = 50 }, Note, cancellation.Token));
        Assert.Equal([1, 2], reported.Select(epoch => epoch.Epoch));

        void Note(EpochResult epoch)
        {
            reported.Add(epoch);
            if (epoch.Epoch == 2)
            {
                cancellation.Cancel();
            }
        }
    }

    [Fact]
    public void An_option_out_of_range_is_named_with_its_value()
    {
        var exception = Assert.Throws<InputException>(() => new Trainer(new() { Dropout = 1 }));
        Assert.Equal("The option Dropout is 1: expected at least 0 and below 1.", exception.Message);
    }

    [Fact]
    public void An_epoch_prints_in_the_form_of_the_post() => Assert.Equal(
        "| epoch   3 | train accuracy    0.425 | time:  3.94s | test accuracy    0.426",
        new EpochResult(3, 1.2, 0.4251, 1.3, 0.4262, 3.944).ToString());

    private static TrainingHistory Fit(
        ModelKind kind, TrainingOptions options, Action<EpochResult>? onEpoch = null, CancellationToken cancellation = default)
    {
        var train = SmallSongs.Create(200);
        var test = SmallSongs.Create(60, seed: 2);
        using var model = kind.Create(options, SmallSongs.VocabularySize, SmallSongs.Classes);
        return new Trainer(options).Fit(model, train, test, onEpoch, cancellation);
    }
}
