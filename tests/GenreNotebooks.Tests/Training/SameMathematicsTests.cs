using GenreNotebooks.Data;
using GenreNotebooks.Experiments;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Training;

/// <summary>Leaving out the padding and the rows never met changes the time, not the result.</summary>
public class SameMathematicsTests
{
    private const int StepsAnEpoch = 150;
    private const double Tolerance = 1e-5;

    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Two_epochs_of_150_steps_agree_with_padded_networks_and_a_dense_Adam(ModelKind kind)
    {
        using var scope = NewDisposeScope();
        var options = new TrainingOptions { Dropout = 0 };
        var data = PreparedData.Load(DataFolder.Find(), options);
        var ours = kind.Create(options, data.Tokenizer.VocabularySize, data.Genres.Count);
        var plain = new PaddedNetwork(kind, ours);
        var batches = new SongBatches(data.Train, seed: 0);
        for (var epoch = 1; epoch <= 2; epoch++)
        {
            using var ourAdam = new Adam(ours.parameters(), options.LearningRate);
            using var plainAdam = optim.Adam(plain.Parameters.Values, options.LearningRate);
            foreach (var songs in batches.OfEpoch(epoch).Take(StepsAnEpoch))
            {
                using var step = NewDisposeScope();
                using var batch = songs;
                ourAdam.ZeroGrad();
                plainAdam.zero_grad();
                var (ourLoss, plainLoss) = (Loss(ours.call(batch), batch), Loss(plain.Forward(batch), batch));
                Assert.Equal(plainLoss.item<float>(), ourLoss.item<float>(), Tolerance);
                ourLoss.backward();
                plainLoss.backward();
                ourAdam.Step();
                plainAdam.step();
            }
        }
        // Where a ReLU stands at its kink, the last bit decides which way it falls: a few elements of a row may part.
        var strayed = ours.named_parameters().Sum(
            named => (named.parameter - plain.Parameters[named.name]).abs().gt(Tolerance).sum().item<long>());
        Assert.InRange(strayed, 0, ours.parameters().Sum(parameter => parameter.numel()) / 10_000);
    }

    private static Tensor Loss(Tensor logits, SongBatch batch) => functional.cross_entropy(logits, batch.Labels);
}
