using GenreNotebooks.Models;
using GenreNotebooks.Training;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Models;

public class GenreNetTests
{
    public static TheoryData<ModelKind> Inputs { get; } = [.. Enum.GetValues<ModelKind>()];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void It_learns_genres_from_each_of_its_inputs(ModelKind inputs)
    {
        var train = SmallSongs.Create(400);
        var test = SmallSongs.Create(100, seed: 2);
        var recipe = Small(inputs);
        using var net = ModelKinds.Seeded(0, () => new GenreNet(recipe, train, SmallSongs.Classes));
        var history = new Trainer(recipe.Training).Fit(net, train, test);
        Assert.True(history.Epochs[^1].TestAccuracy > 0.6, $"{history.Epochs[^1].TestAccuracy}");
    }

    [Fact]
    public void Padding_and_rare_tokens_change_nothing()
    {
        using var scope = NewDisposeScope();
        var songs = SmallSongs.Dataset([[1, 5, 6, 2], [1, 5, 2], [1, 5, 6, 7, 2]], new float[3 * 22], [0, 1, 0], 8);
        var longer = SmallSongs.Dataset([[1, 5, 6, 2], [1, 5, 2], [1, 5, 6, 2]], new float[3 * 22], [0, 1, 0], 16);
        using var net = ModelKinds.Seeded(0, () => new GenreNet(Small(ModelKind.Combined) with { MinFrequency = 2 }, songs, 2));
        net.eval();
        Assert.Equal(
            net.call(songs.Collate(0, 1, 2)).data<float>().ToArray(), net.call(longer.Collate(0, 1, 2)).data<float>().ToArray());
    }

    [Fact]
    public void Dropout_is_drawn_from_the_batchs_seed_and_only_in_training()
    {
        using var scope = NewDisposeScope();
        var songs = SmallSongs.Create(20);
        using var net = ModelKinds.Seeded(0, () => new GenreNet(Small(ModelKind.Combined), songs, SmallSongs.Classes));
        net.train();
        Assert.Equal(Logits(epoch: 1), Logits(epoch: 1));
        Assert.NotEqual(Logits(epoch: 1), Logits(epoch: 2));
        net.eval();
        Assert.Equal(Logits(epoch: 1), Logits(epoch: 2));

        float[] Logits(int epoch)
        {
            using var batch = new GenreNotebooks.Vectorization.SongBatches(songs, 20).OfEpoch(epoch).Single();
            return net.call(batch).data<float>().ToArray();
        }
    }

    private static Recipe Small(ModelKind inputs) => new()
    {
        Inputs = inputs,
        MinFrequency = 1,
        TokenDropout = 0.2,
        HiddenDim = 32,
        Training = new Recipe().Training with { Epochs = 15, LearningRate = 0.01, EmbeddingDim = 16 },
    };
}
