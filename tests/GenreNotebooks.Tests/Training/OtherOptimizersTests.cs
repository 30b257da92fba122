using System.Runtime.InteropServices;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Training;

/// <summary>The networks in a training loop of one's own, with TorchSharp's optimizers.</summary>
[Collection<Torch>]
public class OtherOptimizersTests
{
    private static readonly SongDataset Songs = SmallSongs.Create(48);

    private static readonly Dictionary<string, Func<Module<SongBatch, Tensor>, optim.Optimizer>> Optimizers = new()
    {
        ["SGD"] = network => optim.SGD(network.parameters(), 0.5),
        ["SGD with momentum"] = network => optim.SGD(network.parameters(), 0.1, momentum: 0.9),
        ["Adam"] = network => optim.Adam(network.parameters(), 0.01),
        ["AdamW"] = network => optim.AdamW(network.parameters(), 0.01, weight_decay: 0.1),
        ["Adagrad"] = network => optim.Adagrad(network.parameters(), 0.05),
        ["RMSprop"] = network => optim.RMSProp(network.parameters(), 0.005),
    };

    private static readonly Dictionary<string, ModelOptions> Architectures = new()
    {
        ["the post's"] = new() { Dropout = 0 },
        ["two layers, TF-IDF"] = new() { Dropout = 0, Depth = 1, Pooling = Pooling.Tfidf },
    };

    public static MatrixTheoryData<string, ModelKind, string> Cases { get; } = new(Optimizers.Keys, Enum.GetValues<ModelKind>(), Architectures.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_network_learns_with_any_optimizer_of_TorchSharp(string optimizer, ModelKind kind, string architecture)
    {
        set_num_threads(1);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Learn(optimizer, kind, architecture);
                return;
            }
            catch (ExternalException exception) when (exception.Message.StartsWith("Unknown scalar type", StringComparison.Ordinal) && attempt < 5)
            {
                // A garbage collection during a step frees scalars that TorchSharp's optimizers still pass to LibTorch.
            }
        }
    }

    private static void Learn(string optimizer, ModelKind kind, string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = kind.Create(Architectures[architecture], Songs, SmallSongs.Classes);
        var before = network.named_parameters().ToDictionary(one => one.name, one => one.parameter.clone());
        using var optimize = Optimizers[optimizer](network);
        var first = Step(network, optimize);
        for (var step = 0; step < 200; step++)
        {
            Step(network, optimize);
        }
        Assert.InRange(Step(network, optimize), 0, 0.99 * first);
        Assert.All(network.named_parameters(), one => Assert.True((one.parameter - before[one.name]).abs().max().item<float>() > 0, one.name));
    }

    [Theory]
    [InlineData(ModelKind.Lyrics)]
    [InlineData(ModelKind.Metadata)]
    [InlineData(ModelKind.Combined)]
    public void TorchSharps_Adam_moves_a_network_as_ours_does(ModelKind kind)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        var (one, other) = (kind.Create(new() { Dropout = 0 }, Songs, SmallSongs.Classes), kind.Create(new() { Dropout = 0 }, Songs, SmallSongs.Classes));
        using var ours = new Adam(one.parameters(), 0.01);
        using var theirs = optim.Adam(other.parameters(), 0.01);
        for (var step = 0; step < 20; step++)
        {
            using var batch = Songs.Collate([.. Enumerable.Range(0, Songs.Count)]);
            using var hooks = new LayerHooks(one) { Optimizer = ours };
            batch.TakesSparseGradients = true;
            ours.ZeroGrad();
            functional.cross_entropy(one.call(batch), batch.Labels).backward();
            ours.Step();
            Step(other, theirs);
        }
        ours.MakeCurrent();
        var parameters = one.named_parameters().Zip(other.named_parameters(), (our, their) => (our.name, Distance: (our.parameter - their.parameter).abs().max().item<float>()));
        Assert.All(parameters, parameter => Assert.InRange(parameter.Distance, 0, 1e-4f));
    }

    [Theory]
    [InlineData(ModelKind.Lyrics)]
    [InlineData(ModelKind.Combined)]
    public void A_network_that_the_trainer_has_trained_learns_further_with_another_optimizer(ModelKind kind)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        var options = new TrainingOptions { Epochs = 1, Device = "cpu" };
        using var network = kind.Create(options, Songs, SmallSongs.Classes);
        new Trainer(options).Fit(network, Songs, Songs, cancellation: TestContext.Current.CancellationToken);
        using var adam = optim.Adam(network.parameters(), 0.01);
        network.eval();
        var first = Step(network, adam);
        for (var step = 0; step < 30; step++)
        {
            Step(network, adam);
        }
        Assert.InRange(Step(network, adam), 0, 0.95 * first);
    }

    [Fact]
    public void The_trainer_alone_gets_sparse_gradients()
    {
        using var scope = NewDisposeScope();
        using var network = ModelKind.Lyrics.Create(new(), Songs, SmallSongs.Classes);
        foreach (var sparse in new[] { false, true })
        {
            using var batch = Songs.Collate(0, 1);
            batch.TakesSparseGradients = sparse;
            network.zero_grad();
            network.call(batch).sum().backward();
            Assert.Equal(sparse, network.get_parameter("embedding.weight")!.grad!.is_sparse);
        }
        new Trainer(new() { Epochs = 1, Device = "cpu" }).Learn(network, Songs, cancellation: TestContext.Current.CancellationToken);
        Assert.True(network.get_parameter("embedding.weight")!.grad!.is_sparse);
    }

    private static float Step(Module<SongBatch, Tensor> network, optim.Optimizer optimizer)
    {
        using var batch = Songs.Collate([.. Enumerable.Range(0, Songs.Count)]);
        optimizer.zero_grad();
        var loss = functional.cross_entropy(network.call(batch), batch.Labels);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }
}
