using GenreNotebooks.Benchmarks;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Training;

/// <summary>Skipping padding and unused embedding rows changes the time, not the result: a comparison with the benchmark's plain port.</summary>
[Collection<Torch>]
[Trait("Suite", "Long")]
public class SameMathematicsTests
{
    private const int StepsAnEpoch = 150;
    private const double Tolerance = 1e-5;

    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    [Theory(Explicit = true)]
    [MemberData(nameof(Kinds))]
    public void Two_epochs_of_150_steps_agree_with_the_plain_port(ModelKind kind)
    {
        using var scope = NewDisposeScope();
        var options = new TrainingOptions { Dropout = 0 };
        var data = PreparedData.Load(DataFolder.Find(), options);
        var ours = kind.Create(options, data.VocabularySize, data.Genres.Count);
        using var plain = new PlainPort(kind, data.Train, data.VocabularySize, data.Genres.Count, dropout: 0);
        plain.Model.load_state_dict(ours.state_dict());
        for (var epoch = 1; epoch <= 2; epoch++)
        {
            using var ourAdam = new Adam(ours.parameters(), options.LearningRate);
            using var plainAdam = plain.NewAdam();
            foreach (var rows in Rows(data.Train, epoch).Chunk(PlainPort.BatchSize).Take(StepsAnEpoch))
            {
                using var step = NewDisposeScope();
                var plainLoss = plain.Step(plainAdam, rows);
                Assert.Equal(plainLoss.item<float>(), OurStep(ours, ourAdam, data.Train, rows).item<float>(), Tolerance);
            }
            ourAdam.MakeCurrent();
        }
        // At the kink of a ReLU the last bit decides the gradient: a few elements of a row may differ.
        var theirs = plain.Model.named_parameters().ToDictionary(named => named.name, named => named.parameter);
        var strayed = ours.named_parameters().Sum(
            named => (named.parameter - theirs[named.name]).abs().gt(Tolerance).sum().item<long>());
        Assert.InRange(strayed, 0, ours.parameters().Sum(parameter => parameter.numel()) / 10_000);
    }

    private static int[] Rows(SongDataset songs, int seed)
    {
        var rows = Enumerable.Range(0, songs.Count).ToArray();
        new Random(seed).Shuffle(rows);
        return rows;
    }

    private static Tensor OurStep(Module<SongBatch, Tensor> model, Adam adam, SongDataset songs, int[] rows)
    {
        using var batch = songs.Collate(rows);
        using var hooks = new LayerHooks(model) { Optimizer = adam };
        batch.TakesSparseGradients = true;
        adam.ZeroGrad();
        var loss = functional.cross_entropy(model.call(batch), batch.Labels);
        loss.backward();
        adam.Step();
        return loss;
    }
}
