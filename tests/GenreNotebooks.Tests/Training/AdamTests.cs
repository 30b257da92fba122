using GenreNotebooks.Training;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace GenreNotebooks.Tests.Training;

[Collection<Torch>]
public class AdamTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(7)] // not a whole number of SIMD vectors
    public void Rows_with_sparse_gradients_move_as_under_PyTorchs_dense_Adam(int dim)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (sparse, dense) = (nn.Embedding(50, dim, sparse: true), nn.Embedding(50, dim));
        using (no_grad())
        {
            dense.weight!.copy_(sparse.weight!);
        }
        using var ours = new Adam([(Parameter)sparse.weight!], 1e-2);
        var theirs = optim.Adam([(Parameter)dense.weight!], 1e-2);
        for (var step = 0; step < 40; step++)
        {
            var ids = randint(0, 10 + step, [6]); // some rows recur, others are new
            ours.ZeroGrad();
            sparse.call(ids).square().sum().backward();
            ours.Step();
            theirs.zero_grad();
            dense.call(ids).square().sum().backward();
            theirs.step();
        }
        Assert.InRange((sparse.weight! - dense.weight!).abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void A_row_without_a_gradient_does_not_move()
    {
        using var scope = NewDisposeScope();
        var embedding = nn.Embedding(4, 8, sparse: true);
        var before = embedding.weight!.clone();
        using var adam = new Adam([(Parameter)embedding.weight!], 0.1);
        embedding.call(tensor([2L])).sum().backward();
        adam.Step();
        var moved = (embedding.weight! - before).abs().sum(1).data<float>().Select(distance => distance > 0);
        Assert.Equal([false, false, true, false], moved);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void Dense_weights_decay_as_under_PyTorchs_AdamW(double decay)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var (one, other) = (nn.Linear(9, 5), nn.Linear(9, 5));
        other.load_state_dict(one.state_dict());
        using var ours = new Adam(one.parameters(), 1e-2, decay);
        var theirs = optim.AdamW(other.parameters(), 1e-2, weight_decay: decay);
        for (var step = 0; step < 40; step++)
        {
            var songs = randn(6, 9);
            ours.ZeroGrad();
            one.call(songs).square().sum().backward();
            ours.Step();
            theirs.zero_grad();
            other.call(songs).square().sum().backward();
            theirs.step();
        }
        Assert.InRange((one.weight! - other.weight!).abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void An_embeddings_rows_decay_from_their_first_gradient_on()
    {
        using var scope = NewDisposeScope();
        var (sparse, dense) = (nn.Embedding(4, 8, sparse: true), nn.Embedding(4, 8));
        using (no_grad())
        {
            dense.weight!.copy_(sparse.weight!);
        }
        var before = sparse.weight!.clone();
        using var ours = new Adam([(Parameter)sparse.weight!], 0.1, weightDecay: 0.5);
        var theirs = optim.AdamW([(Parameter)dense.weight!], 0.1, weight_decay: 0.5);
        foreach (var id in new[] { 2L, 2L, 2L })
        {
            ours.ZeroGrad();
            sparse.call(tensor([id])).square().sum().backward();
            ours.Step();
            theirs.zero_grad();
            dense.call(tensor([id])).square().sum().backward();
            theirs.step();
        }
        Assert.InRange((sparse.weight![2] - dense.weight![2]).abs().max().item<float>(), 0, 1e-6f);
        Assert.Equal(before[1].data<float>().ToArray(), sparse.weight![1].data<float>().ToArray());
        Assert.NotEqual(before[1].data<float>().ToArray(), dense.weight![1].data<float>().ToArray()); // PyTorch's gradient is dense
    }
}
