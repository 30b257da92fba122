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
            ours.MakeCurrent(sparse.weight!, ids);
            sparse.call(ids).square().sum().backward();
            ours.Step();
            theirs.zero_grad();
            dense.call(ids).square().sum().backward();
            theirs.step();
        }
        ours.MakeCurrent();
        Assert.InRange((sparse.weight! - dense.weight!).abs().max().item<float>(), 0, 1e-5f);
    }

    /// <summary>Each row has gradients in some stretches of steps only; the longest gap is longer than a row without gradients moves.</summary>
    [Theory]
    [InlineData(32, 1e-3, 0)]
    [InlineData(7, 1e-2, 0)]
    [InlineData(9, 1e-2, 0.3)]
    [InlineData(8, 0.1, 5)] // weights shrink faster than movements
    public void Rows_make_up_for_missed_steps(int dim, double learningRate, double decay)
    {
        const int Rows = 40, Steps = 600;
        using var scope = NewDisposeScope();
        manual_seed(5);
        var random = new Random(5);
        var embedding = nn.Embedding(Rows, dim, sparse: true);
        using var adam = new Adam([(Parameter)embedding.weight!], learningRate, decay);
        var exact = Enumerable.Range(0, Rows).Select(row => Array.ConvertAll(embedding.weight![row].data<float>().ToArray(), weight => new ExactAdam(weight))).ToArray();
        for (var step = 1; step <= Steps; step++)
        {
            adam.LearningRate = learningRate * (1 - (0.9 * step / Steps));
            long[] read = [.. Enumerable.Range(0, Rows).Where(row => random.NextDouble() < 1.0 / (1 + (row * row / 4))).Select(row => (long)row)];
            if (read.Length == 0)
            {
                continue;
            }
            using var inner = NewDisposeScope();
            var size = (float)Math.Pow(10, -1 - (2 * random.NextDouble()) - (step % 5)); // around epsilon, too
            var gradients = randn(read.Length, dim) * size;
            adam.ZeroGrad();
            adam.MakeCurrent(embedding.weight!, tensor(read));
            embedding.call(tensor(read)).backward([gradients]);
            adam.Step();
            for (var row = 0; row < Rows; row++)
            {
                var place = Array.IndexOf(read, row);
                var gradient = place < 0 ? new float[dim] : gradients[place].data<float>().ToArray();
                Array.ForEach([.. exact[row].Zip(gradient)], pair => pair.First.Step(pair.Second, adam.LearningRate, decay));
            }
        }
        adam.MakeCurrent();
        var weights = embedding.weight!.data<float>().ToArray();
        Assert.InRange(weights.Zip(exact.SelectMany(row => row), (weight, other) => Math.Abs(weight - other.Weight)).Max(), 0, 1e-5);
    }

    [Fact]
    public void The_movement_of_a_weight_near_zero_is_whole()
    {
        using var scope = NewDisposeScope();
        var embedding = nn.Embedding(2, 8, sparse: true);
        nn.init.zeros_(embedding.weight!);
        using var adam = new Adam([(Parameter)embedding.weight!], 1e-3);
        var exact = new ExactAdam(0);
        for (var step = 0; step < 400; step++)
        {
            var id = step == 0 ? 1L : 0;
            adam.ZeroGrad();
            adam.MakeCurrent(embedding.weight!, tensor([id]));
            embedding.call(tensor([id])).sum().backward();
            adam.Step();
            exact.Step(step == 0 ? 1 : 0, 1e-3, 0);
        }
        adam.MakeCurrent();
        Assert.InRange(embedding.weight![1, 0].item<float>() / exact.Weight, 1 - 2e-6, 1 + 2e-6);
    }

    [Fact]
    public void Weights_are_current_when_another_reads_them()
    {
        using var scope = NewDisposeScope();
        var embedding = nn.Embedding(4, 8, sparse: true);
        using var adam = new Adam([(Parameter)embedding.weight!], 0.1);
        foreach (var id in new[] { 2L, 1L, 1L })
        {
            adam.ZeroGrad();
            adam.MakeCurrent(embedding.weight!, tensor([id]));
            embedding.call(tensor([id])).sum().backward();
            adam.Step();
        }
        var stale = embedding.weight!.clone();
        adam.MakeCurrent();
        var moved = (embedding.weight! - stale).abs().sum(1).data<float>().Select(distance => distance > 0);
        Assert.Equal([false, false, true, false], moved);
        stale = embedding.weight!.clone();
        adam.MakeCurrent();
        Assert.Equal(stale.data<float>(), embedding.weight!.data<float>());
    }

    /// <summary>A network of one's own may read an embedding without telling the optimizer.</summary>
    [Fact]
    public void An_embedding_that_is_read_otherwise_moves_as_under_PyTorchs_dense_Adam()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (sparse, dense) = (nn.Embedding(20, 8, sparse: true), nn.Embedding(20, 8));
        using (no_grad())
        {
            dense.weight!.copy_(sparse.weight!);
        }
        using var ours = new Adam([(Parameter)sparse.weight!], 1e-2);
        var theirs = optim.Adam([(Parameter)dense.weight!], 1e-2);
        for (var step = 0; step < 30; step++)
        {
            var ids = randint(0, 20, [3]);
            ours.ZeroGrad();
            sparse.call(ids).square().sum().backward();
            ours.Step();
            theirs.zero_grad();
            dense.call(ids).square().sum().backward();
            theirs.step();
            Assert.InRange((sparse.weight! - dense.weight!).abs().max().item<float>(), 0, 1e-5f); // after each step
        }
    }

    [Fact]
    public void A_row_without_a_gradient_does_not_move()
    {
        using var scope = NewDisposeScope();
        var embedding = nn.Embedding(4, 8, sparse: true);
        var before = embedding.weight!.clone();
        using var adam = new Adam([(Parameter)embedding.weight!], 0.1);
        adam.MakeCurrent(embedding.weight!, tensor([2L]));
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
            ours.MakeCurrent(sparse.weight!, tensor([id]));
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

    /// <summary>PyTorch's AdamW of one weight, in double precision, from its first gradient on.</summary>
    private sealed class ExactAdam(double weight)
    {
        private double first;
        private double second;
        private int steps;
        private bool hasBegun;

        public double Weight { get; private set; } = weight;

        public void Step(double gradient, double learningRate, double decay)
        {
            steps++;
            hasBegun |= gradient != 0;
            if (!hasBegun)
            {
                return;
            }
            first = (0.9 * first) + (0.1 * gradient);
            second = (0.999 * second) + (0.001 * gradient * gradient);
            var root = Math.Sqrt(second / (1 - Math.Pow(0.999, steps)));
            Weight = (Weight * (1 - (learningRate * decay))) - (learningRate * first / (1 - Math.Pow(0.9, steps)) / (root + 1e-8));
        }
    }
}
