using GenreNotebooks.Models;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Training;

/// <summary>Runs that are interrupted after each epoch and resumed in a new network, compared with uninterrupted runs.</summary>
[Collection<Torch>]
public sealed class TrainingCheckpointTests : IDisposable
{
    private static readonly SongDataset Train = SmallSongs.Create(120), Test = SmallSongs.Create(40, seed: 2);

    private static readonly TrainingOptions OneOptimizer = new() { Epochs = 5, ResetOptimizerEachEpoch = false, CosineDecay = true, LearningRate = 0.01 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Path => folder.File("run.json.checkpoint");

    public static TheoryData<ModelKind, TrainingOptions> Runs => new MatrixTheoryData<ModelKind, TrainingOptions>(
        Enum.GetValues<ModelKind>(),
        [
            new() { Epochs = 4 },
            OneOptimizer,
            OneOptimizer with { Patience = 2, LearningRate = 0.1, WeightDecay = 0.1 },
            OneOptimizer with { Pooling = Pooling.Attention, Depth = 1, TokenDropout = 0.2, FeatureDropout = 0.1, FeatureScaling = FeatureScaling.Quantile, WithYear = true },
        ]);

    [Theory]
    [MemberData(nameof(Runs))]
    public void Interrupted_after_every_epoch_a_run_ends_with_the_same_bits(ModelKind kind, TrainingOptions options)
    {
        using var whole = kind.Create(options, Train, SmallSongs.Classes);
        var expected = new Trainer(options).Fit(whole, Train, Test);
        var (interruptions, history, bits) = (0, (TrainingHistory?)null, Array.Empty<int>());
        while (history is null)
        {
            using var network = kind.Create(options, Train, SmallSongs.Classes);
            history = GoOn(options, network);
            bits = BitsOf(network);
            interruptions++;
        }
        Assert.Equal(expected.Epochs.WithoutTimes(), history.Epochs.WithoutTimes());
        Assert.Equal(expected.RestoredEpoch, history.RestoredEpoch);
        Assert.Equal(BitsOf(whole), bits);
        Assert.InRange(interruptions, 2, options.Epochs + 1);
    }

    [Fact]
    public void The_optimizer_gets_its_steps_and_moments_back()
    {
        using var network = ModelKind.Combined.Create(OneOptimizer, Train, SmallSongs.Classes);
        new Trainer(OneOptimizer with { Epochs = 1 }) { Checkpoint = new(Path, "run") }.Fit(network, Train, Test);
        var checkpoint = Found();
        using var optimizer = new Adam(network.parameters(), 0.01);
        checkpoint.Restore(network, optimizer, null);
        Assert.Equal((Train.Count + OneOptimizer.BatchSize - 1) / OneOptimizer.BatchSize, optimizer.State.Steps);
        Assert.All(optimizer.State.Moments, moments => Assert.Contains(moments.State.First, value => value != 0));
    }

    [Fact]
    public void A_damaged_number_is_noticed()
    {
        Leave();
        var bytes = File.ReadAllBytes(Path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(Path, bytes);
        var checkpoint = Found();
        using var network = ModelKind.Metadata.Create(new(), Train, SmallSongs.Classes);
        Assert.Equal(
            $"{Path} is not a checkpoint to resume from: its numbers do not match their checksum. Delete it, or omit --resume, to start over.",
            Assert.Throws<InputException>(() => checkpoint.Restore(network, null, null)).Message);
    }

    [Theory]
    [InlineData("", "is not a complete safetensors file: it has 0 bytes.")]
    [InlineData("{\"epochs\": 3}", "is not a complete safetensors file: its first 8 bytes announce a header")]
    public void A_file_that_is_not_a_checkpoint_is_refused(string content, string expected)
    {
        File.WriteAllText(Path, content);
        Assert.StartsWith($"{Path} {expected}", Assert.Throws<InputException>(Found).Message);
    }

    [Fact]
    public void A_truncated_file_is_refused_at_any_length()
    {
        Leave();
        var bytes = File.ReadAllBytes(Path);
        for (var length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(Path, bytes[..length]);
            Assert.StartsWith($"{Path} is not a complete safetensors file: ", Assert.Throws<InputException>(Found).Message);
        }
    }

    [Fact]
    public void A_network_of_other_shapes_does_not_go_on_from_it()
    {
        Leave();
        var checkpoint = Found();
        using var network = ModelKind.Metadata.Create(new(), Train, classes: 7);
        Assert.Matches(@"its model\.\S+\.weight is \[4, 8\], expected \[7, 8\]\.", Assert.Throws<InputException>(() => checkpoint.Restore(network, null, null)).Message);
    }

    [Fact]
    public void No_tensor_is_left_behind_by_a_checkpoint()
    {
        using var network = ModelKind.Combined.Create(OneOptimizer, Train, SmallSongs.Classes);
        var alive = new List<long>();
        var trainer = new Trainer(OneOptimizer) { Checkpoint = new(Path, "run") };
        LiveTensors.Settled();
        trainer.Fit(network, Train, Test, _ => alive.Add(Tensor.TotalCount));
        Assert.InRange(alive[^1], 0, alive[1]);
    }

    /// <summary>Resumes from the file, if there is one, and interrupts the run after two more epochs. Returns the history if the run ends before that.</summary>
    private TrainingHistory? GoOn(TrainingOptions options, Module<SongBatch, Tensor> network)
    {
        using var interruption = new CancellationTokenSource();
        var checkpoint = new TrainingCheckpoint(Path, "run");
        checkpoint.Find();
        var told = 0;
        try
        {
            return new Trainer(options) { Checkpoint = checkpoint }.Fit(network, Train, Test, _ =>
            {
                if (++told == 2)
                {
                    interruption.Cancel();
                }
            }, interruption.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private void Leave()
    {
        using var network = ModelKind.Metadata.Create(new(), Train, SmallSongs.Classes);
        new Trainer(new() { Epochs = 1 }) { Checkpoint = new(Path, "run") }.Fit(network, Train, Test);
    }

    private TrainingCheckpoint Found()
    {
        var checkpoint = new TrainingCheckpoint(Path, "run");
        Assert.Equal("run", checkpoint.Find());
        return checkpoint;
    }

    private static int[] BitsOf(Module network) =>
        [.. network.parameters().SelectMany(parameter => parameter.data<float>().ToArray()).Select(BitConverter.SingleToInt32Bits)];
}
