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

    private sealed class Wrong : Module<SongBatch, Tensor>
    {
        private readonly TorchSharp.Modules.Linear fc = Linear(22, 1);

        public Wrong()
            : base(nameof(Wrong)) => RegisterComponents();

        public override Tensor forward(SongBatch batch) => fc.call(batch.Features).squeeze(1);
    }
}
