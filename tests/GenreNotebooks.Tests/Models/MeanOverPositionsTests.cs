using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Models;

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

    [Fact]
    public void With_dropout_mean_and_variance_are_those_of_a_mask_at_each_of_512_positions()
    {
        using var scope = NewDisposeScope();
        using var batch = Dataset.Collate(0, 1);
        manual_seed(1);
        var table = Table();
        var dropout = nn.Dropout(0.2);
        dropout.train();
        var drawn = stack([.. Enumerable.Range(0, 4000).Select(_ => MeanOverPositions.Of(table[batch.Tokens], batch, dropout))]);

        // An element kept with probability 0.8 and divided by it has the mean x and the variance x² 0.2 / 0.8.
        var padded = table[batch.Ids];
        var mean = padded.mean([1]);
        var variance = padded.square().sum(1) * (0.2 / 0.8 / Length / Length);
        var standardError = (variance / 4000).sqrt();
        Assert.InRange(((drawn.mean([0]) - mean) / standardError).abs().max().item<float>(), 0, 4.5f);
        var ratio = drawn.var(0) / variance;
        Assert.InRange(ratio.min().item<float>(), 0.9f, 1);
        Assert.InRange(ratio.max().item<float>(), 1, 1.1f);
    }

    private static Tensor Table()
    {
        manual_seed(0);
        return randn(10, Dim);
    }
}
