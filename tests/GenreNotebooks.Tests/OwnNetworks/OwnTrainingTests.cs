using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.OwnNetworks;

/// <summary>Training a network of one's own, in plain TorchSharp, and with methods of one's own.</summary>
[Collection<Torch>]
public sealed class OwnTrainingTests : IDisposable
{
    private static readonly SongDataset Train = SmallSongs.Create(120), Test = SmallSongs.Create(40, seed: 2);

    private static readonly TrainingOptions Options = new() { Epochs = 4, LearningRate = 0.02, Device = "cpu" };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Methods => [.. All.Keys];

    private static readonly Dictionary<string, TrainingMethod?> All = new()
    {
        ["ours"] = null,
        ["SGD"] = new("SGD") { Optimizer = (parameters, rate) => optim.SGD(parameters, rate, momentum: 0.9) },
        ["RMSProp, falling"] = new("RMSProp, falling") { Optimizer = (parameters, rate) => optim.RMSProp(parameters, rate), Schedule = progress => 1 - progress },
        ["weighted"] = new("weighted") { Loss = CrossEntropyLoss(tensor(new[] { 1f, 2f, 1f, 1f })).call },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_network_learns_with_each_method(string method)
    {
        set_num_threads(1);
        using var network = TokenNet.Definition().Create(Options, Train);
        var history = Fit(network, All[method], Options with { Epochs = 12 });
        Assert.InRange(history.Epochs[^1].TrainLoss, 0, 0.9 * history.Epochs[0].TrainLoss);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_run_repeats_itself_whatever_else_draws_random_numbers(string method)
    {
        set_num_threads(1);
        using var one = TokenNet.Definition().Create(Options, Train);
        using var other = TokenNet.Definition().Create(Options, Train);
        var first = Fit(one, All[method], Options);
        var second = Fit(other, All[method], Options, _ => rand(3).Dispose());
        Assert.Equal(first.Epochs.WithoutTimes(), second.Epochs.WithoutTimes());
        Assert.Equal(BitsOf(one), BitsOf(other));
    }

    public static TheoryData<string, bool> Interrupted => new MatrixTheoryData<string, bool>([.. All.Keys], [true, false]);

    [Theory]
    [MemberData(nameof(Interrupted))]
    public void Interrupted_and_resumed_a_run_ends_with_the_same_bits(string method, bool newOptimizerEachEpoch)
    {
        set_num_threads(1);
        var options = Options with { ResetOptimizerEachEpoch = newOptimizerEachEpoch, Patience = 2 };
        using var whole = TokenNet.Definition().Create(options, Train);
        var expected = Fit(whole, All[method], options);
        using var begun = TokenNet.Definition().Create(options, Train);
        var path = folder.File("run.checkpoint");
        var trainer = new Trainer(options, All[method]) { Checkpoint = new(path, "run") };
        Assert.Throws<TimeoutException>(() => trainer.Fit(begun, Train, Test, epoch => _ = epoch.Epoch == 3 ? throw new TimeoutException() : 0));
        using var resumed = TokenNet.Definition().Create(options, Train);
        var checkpoint = new TrainingCheckpoint(path, "run");
        checkpoint.Find();
        var history = new Trainer(options, All[method]) { Checkpoint = checkpoint }.Fit(resumed, Train, Test);
        Assert.Equal(expected.Epochs.WithoutTimes(), history.Epochs.WithoutTimes());
        Assert.Equal(BitsOf(whole), BitsOf(resumed));
    }

    [Fact]
    public void Sparse_or_dense_an_embedding_learns_the_same()
    {
        set_num_threads(1);
        manual_seed(0);
        using var sparse = new TokenNet(SmallSongs.VocabularySize, SmallSongs.Classes);
        manual_seed(0);
        using var dense = new TokenNet(SmallSongs.VocabularySize, SmallSongs.Classes, sparse: false);
        Fit(sparse, null, Options);
        Fit(dense, null, Options);
        Assert.All(sparse.named_parameters().Zip(dense.parameters()), pair => Assert.InRange((pair.First.parameter - pair.Second).abs().max().item<float>(), 0, 1e-3f));
    }

    [Fact]
    public void Dropout_is_as_strong_as_the_layer_says_and_as_before_after_training()
    {
        using var scope = NewDisposeScope();
        using var network = new DropoutAlone();
        var kept = 0;
        using (new LayerHooks(network))
        {
            network.train();
            foreach (var batch in new SongBatches(Train, 8, seed: 0).OfEpoch(1))
            {
                using var songs = batch;
                var values = network.call(songs).data<float>().ToArray();
                Assert.All(values, value => Assert.True(value is 0 or (> 1.33f and < 1.34f)));
                kept += values.Count(value => value > 0);
            }
        }
        Assert.InRange(kept / (120.0 * 22), 0.70, 0.80);
        Assert.Equal(0.25, network.Layer.p);
    }

    [Fact]
    public void Logits_of_another_shape_are_refused()
    {
        using var network = new Wrong();
        Assert.Equal(
            "The network returns Float32 [8] for a batch of 8 songs: expected Float32 [8, 4], a logit for each song and genre.",
            Assert.Throws<InputException>(() => new Trainer(Options).Fit(network, Train, Test)).Message);
    }

    [Fact]
    public void A_row_that_an_embedding_lacks_is_named()
    {
        using var network = new TokenNet(vocabularySize: 10, genres: SmallSongs.Classes);
        Assert.Equal(
            "The network's embedding has 10 rows, but the songs' vocabulary has 60 tokens: create the network with the vocabulary size of the songs.",
            Assert.Throws<InputException>(() => new Trainer(Options).Fit(network, Train, Test)).Message);
    }

    [Fact]
    public void A_network_without_registered_layers_is_refused_before_training()
    {
        using var network = new Unregistered();
        Assert.Equal(
            "The network Unregistered has 0 parameters and trains none: call RegisterComponents() at the end of its constructor, after its layers are created.",
            Assert.Throws<InputException>(() => new Trainer(Options).Fit(network, Train, Test)).Message);
    }

    public static TheoryData<string, TrainingMethod> UnfitMethods => new()
    {
        { "The optimizer of the training method 'a' has the learning rate 0.5, but the options have 0.02, which records show: set the option LearningRate to 0.5", new("a") { Optimizer = (parameters, _) => optim.SGD(parameters, 0.5) } },
        { "The training method 'a' created no optimizer.", new("a") { Optimizer = (_, _) => null! } },
        { "The training method 'a' has the optimizer LBFGS, which computes the loss itself", new("a") { Optimizer = (parameters, rate) => optim.LBFGS(parameters, rate) } },
        { "The loss of the training method 'a' is Float32 [8, 4]: expected a scalar computed from the logits.", new("a") { Loss = (logits, _) => logits.exp() } },
        { "The loss of the training method 'a' is Float32 [] without a gradient: expected a scalar computed from the logits.", new("a") { Loss = (logits, _) => logits.detach().sum() } },
        { "The loss of the training method 'a' is null: expected a scalar computed from the logits.", new("a") { Loss = (_, _) => null! } },
        { "The schedule of the training method 'a' gives NaN at 0.000 of the run: expected a factor of 0 or more.", new("a") { Schedule = _ => double.NaN } },
    };

    [Theory]
    [MemberData(nameof(UnfitMethods))]
    public void A_method_that_cannot_train_is_refused(string message, TrainingMethod method)
    {
        using var network = TokenNet.Definition().Create(Options, Train);
        Assert.StartsWith(message, Assert.Throws<InputException>(() => Fit(network, method, Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_an_optimizer_keep_their_own_learning_rates()
    {
        using var network = new TokenNet(SmallSongs.VocabularySize, SmallSongs.Classes);
        var before = network.get_parameter("fc.weight")!.detach().clone();
        var method = new TrainingMethod("two rates")
        {
            Optimizer = (parameters, rate) =>
            {
                TorchSharp.Modules.SGD.ParamGroup[] groups = [new(parameters.SkipLast(2), new() { LearningRate = rate }), new(parameters.TakeLast(2), new() { LearningRate = 0 })];
                return optim.SGD(groups, rate);
            },
        };
        Fit(network, method, Options with { Epochs = 1 });
        Assert.True(network.get_parameter("fc.weight")!.equal(before).all().item<bool>());
    }

    [Fact]
    public void A_network_that_draws_from_the_random_state_repeats_itself_in_parallel_too()
    {
        set_num_threads(1);
        var alone = Draw();
        var beside = new TrainingHistory[4];
        Parallel.For(0, beside.Length, place => beside[place] = Draw());
        Assert.All(beside, history => Assert.Equal(alone.Epochs.WithoutTimes(), history.Epochs.WithoutTimes()));

        static TrainingHistory Draw()
        {
            using var network = ModelKindsSeeded(() => new Noisy());
            return Fit(network, null, Options with { Epochs = 2 });
        }

        static Noisy ModelKindsSeeded(Func<Noisy> create) => GenreNotebooks.Models.ModelKinds.Seeded(1, create);
    }

    [Fact]
    public void Measuring_in_training_mode_teaches_batch_normalization_nothing()
    {
        using var one = TokenNet.Definition().Create(Options, Train);
        using var other = TokenNet.Definition().Create(Options, Train);
        new Trainer(Options).Fit(one, Train, Test);
        new Trainer(Options).Fit(other, Train, SmallSongs.Create(30, seed: 9));
        Assert.Equal(BitsOf(one), BitsOf(other));
    }

    private static TrainingHistory Fit(Module<SongBatch, Tensor> network, TrainingMethod? method, TrainingOptions options, Action<EpochResult>? onEpoch = null) =>
        new Trainer(options, method).Fit(network, Train, Test, onEpoch);

    private static int[] BitsOf(Module network) =>
        [.. NetworkState.Of(network).Where(entry => entry.Tensor.dtype == ScalarType.Float32).SelectMany(entry => entry.Tensor.data<float>().ToArray()).Select(BitConverter.SingleToInt32Bits)];

    private sealed class DropoutAlone : Module<SongBatch, Tensor>
    {
        public TorchSharp.Modules.Dropout Layer { get; } = Dropout(0.25);

        public DropoutAlone()
            : base(nameof(DropoutAlone)) => register_module("dropout", Layer);

        public override Tensor forward(SongBatch batch) => Layer.call(ones(batch.Size, 22));
    }

    private sealed class Unregistered : Module<SongBatch, Tensor>
    {
        private readonly TorchSharp.Modules.Linear fc = Linear(22, 4);

        public Unregistered()
            : base(nameof(Unregistered))
        {
        }

        public override Tensor forward(SongBatch batch) => fc.call(batch.Features);
    }

    private sealed class Noisy : Module<SongBatch, Tensor>
    {
        private readonly TorchSharp.Modules.Linear fc = Linear(22, 4);

        public Noisy()
            : base(nameof(Noisy)) => RegisterComponents();

        public override Tensor forward(SongBatch batch) => fc.call(functional.dropout(batch.Features, 0.5, training));
    }

    private sealed class Wrong : Module<SongBatch, Tensor>
    {
        private readonly TorchSharp.Modules.Linear fc = Linear(22, 1);

        public Wrong()
            : base(nameof(Wrong)) => RegisterComponents();

        public override Tensor forward(SongBatch batch) => fc.call(batch.Features).squeeze(1);
    }
}
