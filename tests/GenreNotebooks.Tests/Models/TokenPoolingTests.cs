using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Models;

[Collection<Torch>]
public class TokenPoolingTests
{
    private const int Dim = 5;

    // Token 9 is in only one song.
    private static readonly SongDataset Songs = SmallSongs.Dataset(
        [[1, 5, 6, 5, 2], [1, 2], [1, 7, 9, 5, 6, 7, 2], [1, 7, 2]], new float[4 * 22], [0, 1, 0, 1], 12);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Attention_adds_up_to_1_over_the_tokens_of_a_song_that_count_and_padding_has_none(int minFrequency)
    {
        using var scope = NewDisposeScope();
        var pooling = Attentive(minFrequency);
        using var batch = Songs.Collate(2, 0, 1);
        manual_seed(1);
        var weights = pooling.WeightsOf(randn(batch.Tokens.shape[0], Dim) * 30, batch).data<float>().ToArray();
        Assert.Equal(1, weights[..7].Sum(), 1e-6f);
        Assert.Equal(1, weights[7..12].Sum(), 1e-6f);
        Assert.Equal(1, weights[12..14].Sum(), 1e-6f);
        Assert.Equal([0, 0, 0], weights[14..]);
        Assert.True(minFrequency == 1 || weights[2] == 0); // token 9
    }

    [Theory]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.Attention)]
    public void Pooled_vectors_and_gradients_are_those_of_padded_songs_under_a_mask(Pooling kind)
    {
        using var scope = NewDisposeScope();
        var pooling = kind == Pooling.Attention ? Attentive(minFrequency: 1) : Create(kind, 1);
        using var batch = Songs.Collate(0, 1, 2, 3);
        manual_seed(2);
        var table = randn(SmallSongs.VocabularySize, Dim).requires_grad_();
        var same = table.detach().clone().requires_grad_();
        var toward = randn(4, Dim);

        var ours = pooling.call(table.index_select(0, batch.Tokens), batch);
        (ours * toward).sum().backward();
        var (theirs, query) = Padded(kind, pooling, batch.Ids, same);
        (theirs * toward).sum().backward();

        Assert.InRange((ours - theirs).abs().max().item<float>(), 0, 1e-5f);
        Assert.InRange((table.grad! - same.grad!).abs().max().item<float>(), 0, 1e-5f);
        if (query is not null)
        {
            Assert.InRange((pooling.parameters().Single().grad! - query.grad!).abs().max().item<float>(), 0, 1e-5f);
        }
    }

    [Fact]
    public void Attention_begins_as_the_mean()
    {
        using var scope = NewDisposeScope();
        using var batch = Songs.Collate(0, 1, 2);
        manual_seed(3);
        var vectors = randn(batch.Tokens.shape[0], Dim);
        var (attention, mean) = (Create(Pooling.Attention, 1).call(vectors, batch), Create(Pooling.Mean, 1).call(vectors, batch));
        Assert.InRange((attention - mean).abs().max().item<float>(), 0, 1e-6f);
    }

    [Fact]
    public void Whole_tokens_are_dropped_and_the_padding_is_not()
    {
        using var scope = NewDisposeScope();
        var pooling = Create(Pooling.Padded, 1, tokenDropout: 0.5);
        pooling.train();
        using var batch = new SongBatches(Songs, 4).OfEpoch().Single();
        var vectors = ones(batch.Tokens.shape[0], Dim);
        var pooled = pooling.call(vectors, batch).data<float>().ToArray();
        for (var song = 0; song < batch.Size; song++)
        {
            var tokens = batch.TokensOf(song).Length;
            var ofSong = pooled[(song * Dim)..((song + 1) * Dim)];
            Assert.Single(ofSong.Distinct()); // a token is dropped completely or not at all
            var kept = ((ofSong[0] * 12) - (12 - tokens)) / 2; // kept tokens count twice
            Assert.Equal(Math.Round(kept), kept, 1e-5f);
            Assert.InRange(kept, 0, tokens);
        }
    }

    /// <summary>The same on padded songs, [batch, length, dim], with LibTorch's operators.</summary>
    private static (Tensor Pooled, Tensor? Query) Padded(Pooling kind, TokenPooling pooling, Tensor ids, Tensor table)
    {
        var real = ids.ne(0);
        var vectors = table.index_select(0, ids.flatten()).view(ids.shape[0], ids.shape[1], Dim);
        var query = kind == Pooling.Attention ? pooling.parameters().Single().detach().clone().requires_grad_() : null;
        var scores = query is null ? zeros(ids.shape) : vectors.matmul(query.squeeze(0));
        var weights = functional.softmax(scores.masked_fill(real.logical_not(), float.NegativeInfinity), 1);
        return ((vectors * weights.unsqueeze(2)).sum(1), query);
    }

    private static TokenPooling Attentive(int minFrequency)
    {
        var pooling = Create(Pooling.Attention, minFrequency);
        manual_seed(7);
        using var noGradients = no_grad();
        pooling.parameters().Single().copy_(randn(1, Dim));
        return pooling;
    }

    private static TokenPooling Create(Pooling kind, int minFrequency, double tokenDropout = 0)
    {
        var options = new TrainingOptions { Pooling = kind, MinFrequency = minFrequency, TokenDropout = tokenDropout };
        return new(options, SongStatistics.Of(Songs), Dim, elementDropout: 0);
    }
}
