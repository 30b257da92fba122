using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Vectorization;

/// <summary>What a network of one's own needs of a batch.</summary>
[Collection<Torch>]
public sealed class OwnBatchTests : IDisposable
{
    private readonly SongBatch batch = SmallSongs.Dataset([[1, 7, 2], [1, 2, 3, 4, 5, 2], [1, 2]], new float[3 * 22], [0, 1, 0], maxLength: 6).Collate(0, 1, 2);

    public void Dispose() => batch.Dispose();

    [Fact]
    public void Positions_count_within_each_song_and_padding_has_the_first_padded_one() =>
        Assert.Equal([0, 1, 2, 0, 1, 2, 3, 4, 5, 0, 1, 3, 5, 2], batch.Positions.data<long>().ToArray());

    [Fact]
    public void The_mask_marks_real_tokens()
    {
        Assert.Equal([3, 6], batch.Mask.shape);
        Assert.Equal([true, true, true, false, false, false], batch.Mask.data<bool>().ToArray()[..6]);
        Assert.Equal([3, 6, 2], batch.Mask.sum(1).data<long>().ToArray());
    }

    [Fact]
    public void Vectors_are_added_up_by_song()
    {
        using var scope = NewDisposeScope();
        var sums = batch.SumBySong(ones(14, 2));
        Assert.Equal([4, 4, 7, 7, 3, 3], sums.data<float>().ToArray()); // its tokens and its padding
    }

    [Fact]
    public void The_softmax_of_a_song_is_over_its_tokens_without_padding()
    {
        using var scope = NewDisposeScope();
        var weights = SongSoftmax.Of(zeros(14, 1), batch).data<float>().ToArray();
        Assert.Equal([1f / 3, 1f / 6, 1f / 2, 0], [weights[0], weights[3], weights[9], weights[12]], (one, other) => Math.Abs(one - other) < 1e-6f);
    }

    [Fact]
    public void A_song_of_the_batch_can_be_read()
    {
        Assert.Equal([1, 2, 3, 4, 5, 2], batch.TokensOf(1).ToArray());
        Assert.Equal((22, 1), (batch.FeaturesOf(1).Length, batch.LabelOf(1)));
    }
}
