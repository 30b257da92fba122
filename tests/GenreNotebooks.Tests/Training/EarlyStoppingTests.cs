using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Training;

[Collection<Torch>]
public class EarlyStoppingTests
{
    // The learning rate is so high that the loss soon oscillates.
    private static readonly TrainingOptions Options = new() { Epochs = 40, LearningRate = 0.03, Patience = 4, ResetOptimizerEachEpoch = false };

    private static readonly SongDataset Songs = SmallSongs.Create(200);

    [Fact]
    public void The_weights_are_those_of_the_epoch_with_the_lowest_loss_on_validation_songs()
    {
        using var scope = NewDisposeScope();
        var (weights, losses) = (new List<float[]>(), new List<double>());
        var (_, validation) = Songs.SplitValidation(Options.Seed);
        var model = ModelKind.Combined.Create(Options, Songs, SmallSongs.Classes);
        var restored = new Trainer(Options).Learn(model, Songs, (_, _, _) =>
        {
            weights.Add(WeightsOf(model));
            losses.Add(LossOf(model, validation));
            model.train();
        });
        var best = losses.IndexOf(losses.Min());
        Assert.Equal(best + 1, restored);
        Assert.Equal(weights[best], WeightsOf(model));
        Assert.NotEqual(weights[^1], WeightsOf(model));
        Assert.Equal(Math.Min(Options.Epochs, best + 1 + Options.Patience), losses.Count);
        Assert.InRange(best, 1, Options.Epochs - 2);
    }

    [Fact]
    public void The_best_weights_are_restored_after_the_last_epoch_too()
    {
        using var model = ModelKind.Metadata.Create(Options, Songs, SmallSongs.Classes);
        var history = new Trainer(Options with { Epochs = 6, Patience = 100, LearningRate = 0.5 }).Fit(model, Songs, SmallSongs.Create(50, seed: 2));
        Assert.Equal(6, history.Epochs.Count);
        Assert.InRange(history.RestoredEpoch!.Value, 1, 6);
    }

    [Fact]
    public void Without_patience_the_last_epoch_counts_and_all_songs_are_learnt_from()
    {
        var history = Fit(Options with { Patience = 0, Epochs = 2 });
        Assert.Null(history.RestoredEpoch);
        Assert.NotEqual(history.Epochs[0].TrainLoss, Fit(Options with { Epochs = 2 }).Epochs[0].TrainLoss); // trained on four fifths of the songs
    }

    [Fact]
    public void Test_songs_have_no_influence_on_it()
    {
        Assert.Equal(OfTest(SmallSongs.Create(50, seed: 2)), OfTest(SmallSongs.Create(90, seed: 3)));

        static (int, int?) OfTest(SongDataset test)
        {
            using var model = ModelKind.Combined.Create(Options, Songs, SmallSongs.Classes);
            var history = new Trainer(Options).Fit(model, Songs, test);
            return (history.Epochs.Count, history.RestoredEpoch);
        }
    }

    [Fact]
    public void Validation_songs_are_a_fifth_of_the_training_songs_and_the_rest_is_learnt_from()
    {
        var (train, validation) = Songs.SplitValidation(5);
        Assert.Equal((160, 40), (train.Count, validation.Count));
        Assert.Equal(
            Enumerable.Range(0, 200).Select(song => Songs.FeaturesOf(song)[0]).Order(),
            Enumerable.Range(0, 160).Select(song => train.FeaturesOf(song)[0]).Concat(Enumerable.Range(0, 40).Select(song => validation.FeaturesOf(song)[0])).Order());
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        Fit(Options);
        Assert.InRange(LeftBy(Options), long.MinValue, LeftBy(Options with { Patience = 0 }));

        static long LeftBy(TrainingOptions options)
        {
            var before = LiveTensors.Settled();
            Fit(options);
            return Tensor.TotalCount - before;
        }
    }

    private static TrainingHistory Fit(TrainingOptions options)
    {
        using var model = ModelKind.Metadata.Create(options, Songs, SmallSongs.Classes);
        return new Trainer(options).Fit(model, Songs, SmallSongs.Create(50, seed: 2));
    }

    private static float[] WeightsOf(Module model) => [.. model.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];

    private static double LossOf(Module<SongBatch, Tensor> model, SongDataset songs)
    {
        using var noGradients = no_grad();
        model.eval();
        var batch = songs.Collate([.. Enumerable.Range(0, songs.Count)]);
        return functional.cross_entropy(model.call(batch), batch.Labels).item<float>();
    }
}
