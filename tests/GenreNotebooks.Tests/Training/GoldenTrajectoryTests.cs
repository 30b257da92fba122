using System.Text.Json;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Training;

[Collection<Torch>]
public class GoldenTrajectoryTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("lyrics")]
    [InlineData("metadata")]
    [InlineData("combined")]
    public void Six_steps_follow_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenTrajectory.Load(name);
        var model = Create(name, golden);
        Restore(model, golden.Initial);
        model.train();
        Adam? optimizer = null;
        var epoch = -1;
        foreach (var step in golden.Steps)
        {
            if (step.Epoch != epoch)
            {
                optimizer?.MakeCurrent();
                (optimizer, epoch) = (new Adam(model.parameters(), golden.LearningRate), step.Epoch);
            }
            Follow(model, optimizer!, step, golden.MaxLength);
        }
        optimizer!.MakeCurrent();
        AssertEqual(golden.Final, Parameters(model), "final");
    }

    private static Module<SongBatch, Tensor> Create(string name, GoldenTrajectory golden) => name switch
    {
        "lyrics" => new TextClassificationModel(golden.VocabSize, golden.NumClasses, golden.EmbeddingDim, dropout: 0),
        "metadata" => new MetadataClassificationModel(golden.NumFeatures, golden.NumClasses),
        _ => new CombinedNet(golden.VocabSize, golden.NumFeatures, golden.NumClasses, golden.EmbeddingDim),
    };

    private static void Restore(Module<SongBatch, Tensor> model, Dictionary<string, JsonElement> values)
    {
        using var noGradients = no_grad();
        var parameters = Parameters(model);
        Assert.Equal(values.Keys.Order(), parameters.Keys.Order());
        foreach (var (name, value) in values)
        {
            parameters[name].copy_(GoldenTrajectory.ToTensor(value));
        }
    }

    private static void Follow(Module<SongBatch, Tensor> model, Adam optimizer, GoldenStep step, int maxLength)
    {
        var tokens = step.Tokens.Zip(step.Lengths, (song, length) => song[..length]);
        var songs = SmallSongs.Dataset([.. tokens], [.. step.Features.SelectMany(row => row)], step.Labels, maxLength);
        using var batch = songs.Collate([.. Enumerable.Range(0, songs.Count)]);
        using var hooks = new LayerHooks(model) { Optimizer = optimizer };
        batch.TakesSparseGradients = true;
        optimizer.ZeroGrad();
        var logits = model.call(batch);
        AssertEqual(GoldenTrajectory.ToTensor(step.Logits), logits, "logits");
        var score = new RunningScore();
        score.Add(logits, batch);
        logits.backward([new CrossEntropy().Gradient(logits, batch)]);
        Assert.Equal(step.Loss, score.Loss, Tolerance);
        if (step.Gradients is not null)
        {
            AssertEqual(step.Gradients, Parameters(model).ToDictionary(named => named.Key, named => named.Value.grad!.to_dense()), "gradient");
        }
        optimizer.Step();
    }

    private static Dictionary<string, Tensor> Parameters(Module<SongBatch, Tensor> model) =>
        model.named_parameters().ToDictionary(named => named.name, named => (Tensor)named.parameter);

    private static void AssertEqual(Dictionary<string, JsonElement> expected, Dictionary<string, Tensor> actual, string what)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, value) in expected)
        {
            AssertEqual(GoldenTrajectory.ToTensor(value), actual[name], $"{what} of {name}");
        }
    }

    private static void AssertEqual(Tensor expected, Tensor actual, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs().max().item<float>();
        Assert.True(difference <= Tolerance, $"The {what} is {difference} away from PyTorch's.");
    }
}
