using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Training;

/// <summary>After training, or after an interruption, a network has the weights that PyTorch's dense Adam gives.</summary>
[Collection<Torch>]
public class CurrentWeightsTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 2, Dropout = 0, BatchSize = 2, Device = "cpu", LearningRate = 0.01 };

    private static readonly SongDataset Songs = SmallSongs.Create(60);

    [Fact]
    public void After_the_last_epoch()
    {
        using var scope = NewDisposeScope();
        var network = ModelKind.Lyrics.Create(Options, Songs, SmallSongs.Classes);
        new Trainer(Options).Learn(network, Songs, cancellation: TestContext.Current.CancellationToken);
        AssertDense(network, steps: int.MaxValue);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(44)]
    public void After_an_interruption(int steps)
    {
        using var scope = NewDisposeScope();
        using var stop = new CancellationTokenSource();
        var network = ModelKind.Lyrics.Create(Options, Songs, SmallSongs.Classes);
        var called = 0;
        network.register_forward_hook((_, _, output) =>
        {
            if (++called == steps)
            {
                stop.Cancel();
            }
            return output;
        });
        Assert.Throws<OperationCanceledException>(() => new Trainer(Options).Learn(network, Songs, cancellation: stop.Token));
        AssertDense(network, steps);
    }

    private static void AssertDense(Module<SongBatch, Tensor> network, int steps)
    {
        var dense = ModelKind.Lyrics.Create(Options, Songs, SmallSongs.Classes);
        for (var epoch = 1; epoch <= Options.Epochs; epoch++)
        {
            using var adam = optim.Adam(dense.parameters(), Options.LearningRate);
            foreach (var songs in new SongBatches(Songs, Options.BatchSize, Options.Seed).OfEpoch(epoch).TakeWhile(_ => steps-- > 0))
            {
                using var batch = songs;
                adam.zero_grad();
                functional.cross_entropy(dense.call(batch), batch.Labels).backward();
                adam.step();
            }
        }
        Assert.All(network.parameters().Zip(dense.parameters()), pair => Assert.InRange((pair.First - pair.Second).abs().max().item<float>(), 0, 1e-4f));
    }
}
