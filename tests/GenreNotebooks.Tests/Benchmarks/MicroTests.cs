using GenreNotebooks.Benchmarks.Micro;
using Xunit;

namespace GenreNotebooks.Tests.Benchmarks;

[Collection<Torch>]
public class MicroTests
{
    [Fact]
    public void The_step_that_is_timed_moves_every_parameter_again_and_again()
    {
        using var piece = new SmallAdam();
        piece.Learn();
        for (var step = 0; step < 3; step++)
        {
            var before = piece.Network.parameters().Select(parameter => parameter.data<float>().ToArray()).ToArray();
            piece.Step();
            Assert.All(piece.Network.parameters().Zip(before), pair => Assert.NotEqual(pair.Second, pair.First.data<float>().ToArray()));
        }
    }
}
