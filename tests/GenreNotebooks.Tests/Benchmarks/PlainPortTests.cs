using GenreNotebooks.Benchmarks;
using GenreNotebooks.Models;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Benchmarks;

[Collection<Torch>]
public class PlainPortTests
{
    private static readonly int[] Rows = [3, 0, 8, 5];

    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_our_weights_its_network_gives_our_logits(ModelKind kind)
    {
        using var scope = NewDisposeScope();
        var songs = SmallSongs.Create(10);
        var ours = kind.Create(new() { Dropout = 0 }, SmallSongs.VocabularySize, SmallSongs.Classes);
        using var port = new PlainPort(kind, songs, SmallSongs.VocabularySize, SmallSongs.Classes, dropout: 0);
        port.Model.load_state_dict(ours.state_dict());
        using var batch = songs.Collate(Rows);
        var (ids, features, labels) = port.Collate(Rows);
        Assert.InRange((port.Model.call(ids, features) - ours.call(batch)).abs().max().item<float>(), 0, 1e-6f);
        Assert.Equal(batch.Labels.data<long>(), labels.data<long>());
    }

    [Fact]
    public void Without_collating_the_tokens_the_network_on_features_learns_the_same()
    {
        using var scope = NewDisposeScope();
        var songs = SmallSongs.Create(10);
        using var with = new PlainPort(ModelKind.Metadata, songs, SmallSongs.VocabularySize, SmallSongs.Classes);
        using var without = new PlainPort(ModelKind.Metadata, songs, SmallSongs.VocabularySize, SmallSongs.Classes, collateTokens: false);
        without.Model.load_state_dict(with.Model.state_dict());
        with.Epoch(seed: 1);
        without.Epoch(seed: 1);
        Assert.All(
            with.Model.parameters().Zip(without.Model.parameters()),
            pair => Assert.Equal(pair.First.data<float>(), pair.Second.data<float>()));
    }
}
