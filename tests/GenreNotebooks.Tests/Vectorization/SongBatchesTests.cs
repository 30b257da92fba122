using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

[Collection<Torch>]
public class SongBatchesTests
{
    private const int Songs = 30;

    // Each song is one token: its index in the dataset.
    private static readonly SongDataset Dataset = SmallSongs.Dataset(
        [.. Enumerable.Range(0, Songs).Select(song => new[] { song })], new float[Songs * 22], new int[Songs], maxLength: 2);

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public void Every_epoch_has_every_song_once(int? seed)
    {
        var batches = new SongBatches(Dataset, 8, seed);
        Assert.Equal(Enumerable.Range(0, Songs), Order(batches, 1).Order());
        Assert.Equal(Enumerable.Range(0, Songs), Order(batches, 2).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_batch_of_no_song_is_refused(int size) => Assert.Contains(
        "expected 1 or more", Assert.Throws<InputException>(() => new SongBatches(SmallSongs.Create(3), size)).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_epoch_before_the_first_is_refused(int epoch) => Assert.Equal(
        FormattableString.Invariant($"The epoch is {epoch}: expected 1 or more."), Assert.Throws<InputException>(() => new SongBatches(Dataset).OfEpoch(epoch).First()).Message);

    [Fact]
    public void Each_epoch_has_another_order_always_the_same_for_a_seed()
    {
        var batches = new SongBatches(Dataset, 8, seed: 4);
        int[][] epochs = [Order(batches, 1), Order(batches, 2), Order(batches, 3)];
        Assert.Equal(3, epochs.DistinctBy(order => string.Join(' ', order)).Count());
        Assert.DoesNotContain(Enumerable.Range(0, Songs), epochs);
        Assert.Equal(epochs[1], Order(new(Dataset, 8, seed: 4), 2)); // independent of earlier epochs
    }

    [Fact]
    public void Another_seed_gives_another_order() =>
        Assert.NotEqual(Order(new(Dataset, 8, seed: 4), 1), Order(new(Dataset, 8, seed: 5), 1));

    [Fact]
    public void Without_a_seed_the_order_is_the_datasets_in_every_epoch()
    {
        var batches = new SongBatches(Dataset);
        Assert.Equal(Enumerable.Range(0, Songs), Order(batches, 1));
        Assert.Equal(Enumerable.Range(0, Songs), Order(batches, 2));
    }

    [Theory]
    [InlineData(8, new[] { 8, 8, 8, 6 })]
    [InlineData(15, new[] { 15, 15 })]
    [InlineData(64, new[] { 30 })]
    [InlineData(int.MaxValue, new[] { 30 })]
    public void The_last_batch_holds_what_is_left(int batchSize, int[] sizes)
    {
        var batches = new SongBatches(Dataset, batchSize, seed: 1);
        Assert.Equal(sizes, batches.OfEpoch().Select(batch => batch.Size));
        Assert.Equal(sizes.Length, batches.Count);
    }

    private static int[] Order(SongBatches batches, int epoch) => [.. batches.OfEpoch(epoch).SelectMany(Tokens)];

    private static int[] Tokens(SongBatch songs)
    {
        using var batch = songs;
        return [.. batch.Tokens.data<long>().ToArray()[..batch.Size].Select(token => (int)token)];
    }
}
