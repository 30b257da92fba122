using GenreNotebooks.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Models;

[Collection<Torch>]
public class FusedLayersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(13)] // not a whole number of vectors
    [InlineData(1000)] // left to LibTorch
    public void Output_and_gradients_are_those_of_LibTorch(int songs)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (fused, plain) = (new FusedSequential(Layers()), nn.Sequential(Layers()));
        plain.load_state_dict(fused.state_dict());
        var (x, other) = (randn(songs, 22, requires_grad: true), zeros(songs, 22, requires_grad: true));
        using (no_grad())
        {
            other.copy_(x);
        }
        var output = fused.call(x);
        var weights = randn(songs, 4);
        output.backward([weights]);
        var expected = plain.call(other);
        expected.backward([weights]);
        AssertEqual(expected, output);
        AssertEqual(other.grad!, x.grad!);
        Assert.All(plain.parameters().Zip(fused.parameters()), pair => AssertEqual(pair.First.grad!, pair.Second.grad!));
    }

    [Fact]
    public void An_input_in_another_order_of_memory_is_read_right()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var (fused, plain) = (new FusedSequential(Layers()), nn.Sequential(Layers()));
        plain.load_state_dict(fused.state_dict());
        var x = randn(22, 8).t();
        var (output, expected) = (fused.call(x), plain.call(x));
        AssertEqual(expected, output);
        output.t().contiguous().sum(1).backward([arange(4, ScalarType.Float32)]);
        expected.t().contiguous().sum(1).backward([arange(4, ScalarType.Float32)]);
        Assert.All(plain.parameters().Zip(fused.parameters()), pair => AssertEqual(pair.First.grad!, pair.Second.grad!));
    }

    [Fact]
    public void Gradients_add_up_until_they_are_cleared()
    {
        using var scope = NewDisposeScope();
        var layers = new FusedSequential(Layers());
        var x = randn(3, 22);
        layers.call(x).sum().backward();
        var once = layers.parameters().Select(parameter => parameter.grad!.clone()).ToList();
        layers.call(x).sum().backward();
        Assert.All(layers.parameters().Zip(once), pair => AssertEqual(pair.Second * 2, pair.First.grad!));
    }

    [Fact]
    public void Nothing_stays_in_memory()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            var layers = new FusedSequential(Layers());
            for (var step = 0; step < 3; step++)
            {
                using var inner = NewDisposeScope();
                layers.zero_grad();
                layers.call(randn(8, 22)).sum().backward();
                layers.call(randn(8, 22)); // no backward pass
            }
            layers.Dispose();
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void NaN_passes_on()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 22);
        x[1, 3] = float.NaN;
        Assert.Equal([false, true], new FusedSequential(Layers()).call(x).isnan().any(1).data<bool>());
    }

    [Theory]
    [InlineData(8, 11)]
    [InlineData(4, 44)]
    [InlineData(1, 23)]
    public void An_input_of_another_width_is_refused_by_LibTorch(int songs, int width)
    {
        using var scope = NewDisposeScope();
        var layers = new FusedSequential(Layers());
        Assert.Contains("cannot be multiplied", Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => layers.call(zeros(songs, width))).Message);
    }

    [Fact]
    public void Other_shapes_and_types_are_left_to_LibTorch()
    {
        using var scope = NewDisposeScope();
        var layers = new FusedSequential(Layers());
        Assert.Equal([2, 3, 4], layers.call(zeros(2, 3, 22)).shape);
        Assert.Equal([4], layers.call(zeros(22)).shape);
        Assert.Equal(ScalarType.BFloat16, layers.to(ScalarType.BFloat16).call(zeros(3, 22, ScalarType.BFloat16)).dtype);
    }

    private static nn.Module<Tensor, Tensor>[] Layers() => [nn.Linear(22, 18), nn.ReLU(), nn.Linear(18, 12), nn.ReLU(), nn.Linear(12, 4)];

    private static void AssertEqual(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange(((expected - actual).abs() / (1 + expected.abs())).max().item<float>(), 0, 1e-5f);
    }
}
