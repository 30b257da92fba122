using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Models;

[Collection<Torch>]
public class MeanOverPositionsTests
{
    private const int Length = 512;
    private const int Dim = 8;
    private static readonly int[][] Songs = [[1, 5, 7, 5, 2], [1, .. Enumerable.Repeat(3, 300), 2]];
    private static readonly SongDataset Dataset = SmallSongs.Dataset(Songs, new float[2 * 22], [0, 1], Length);

    [Fact]
    public void Without_dropout_it_is_the_mean_over_all_padded_positions()
    {
        using var scope = NewDisposeScope();
        using var batch = Dataset.Collate(0, 1);
        var table = Table();
        var expected = table[batch.Ids].mean([1]);
        var difference = (expected - MeanOverPositions.Of(table[batch.Tokens], batch)).abs().max().item<float>();
        Assert.InRange(difference, 0, 1e-5f);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.95)]
    public void With_dropout_mean_and_variance_are_those_of_a_mask_at_each_of_512_positions(double p)
    {
        using var scope = NewDisposeScope();
        var table = Table();
        var dropout = nn.Dropout(p);
        dropout.train();
        var drawn = stack([.. new SongBatches(Repeated(4000), batchSize: 2).OfEpoch().Select(Draw)]);

        // An element x that is kept with probability 1 - p and divided by 1 - p has mean x and variance x² p / (1 - p).
        var padded = table[Dataset.Collate(0, 1).Ids];
        var mean = padded.mean([1]);
        var variance = padded.square().sum(1) * (p / (1 - p) / Length / Length);
        var standardError = (variance / 4000).sqrt();
        Assert.InRange(((drawn.mean([0]) - mean) / standardError).abs().max().item<float>(), 0, 4.5f);
        var ratio = drawn.var(0) / variance;
        Assert.InRange(ratio.min().item<float>(), 0.9f, 1);
        Assert.InRange(ratio.max().item<float>(), 1, 1.1f);

        Tensor Draw(SongBatch songs)
        {
            using var batch = songs;
            return MeanOverPositions.Of(table[batch.Tokens], batch, dropout);
        }
    }

    [Fact]
    public void What_dropout_leaves_depends_on_the_batchs_seed_alone()
    {
        using var scope = NewDisposeScope();
        var dropout = nn.Dropout(0.2);
        dropout.train();
        var table = Table();
        Assert.Equal(Draw(epoch: 2), Draw(epoch: 2));
        Assert.NotEqual(Draw(epoch: 2), Draw(epoch: 3));

        float[] Draw(int epoch)
        {
            using var batch = new SongBatches(Dataset, 2).OfEpoch(epoch).Single();
            return MeanOverPositions.Of(table[batch.Tokens], batch, dropout).data<float>().ToArray();
        }
    }

    private static SongDataset Repeated(int times) => SmallSongs.Dataset(
        [.. Enumerable.Repeat(Songs, times).SelectMany(songs => songs)], new float[times * 2 * 22], new int[times * 2], Length);

    private static Tensor Table()
    {
        manual_seed(0);
        return randn(10, Dim);
    }
}
