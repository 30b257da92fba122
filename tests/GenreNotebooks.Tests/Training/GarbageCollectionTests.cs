using GenreNotebooks.Models;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Training;

[Collection<Torch>]
[Trait("Suite", "Long")]
public class GarbageCollectionTests
{
    // TorchSharp passes a Scalar's memory to native code without keeping the Scalar alive: one that is only a temporary in an
    // expression may be collected while it is read.
    [Fact(Explicit = true)]
    public void A_mean_is_right_while_everything_unreferenced_is_collected()
    {
        using var scope = NewDisposeScope();
        using var batch = SmallSongs.Create(400).Collate([.. Enumerable.Range(0, 400)]);
        var vectors = ones(batch.Tokens.shape[0], 64);
        using var done = new CancellationTokenSource();
        var collector = new Thread(() => CollectUntil(done.Token));
        collector.Start();
        try
        {
            for (var call = 0; call < 1500; call++)
            {
                using var mean = MeanOverPositions.Of(vectors, batch);
                Assert.Equal(1, mean[0, 0].item<float>(), 1e-5f);
            }
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }
    }

    private static void CollectUntil(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }
    }
}
