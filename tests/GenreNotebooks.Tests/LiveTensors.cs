using TorchSharp;

namespace GenreNotebooks.Tests;

internal static class LiveTensors
{
    /// <summary>
    /// The number of tensors alive, once those that earlier tests left to the garbage collector are gone. From here to a second count it can
    /// fall, where a tensor of an earlier test goes late: a test asserts that it does not grow.
    /// </summary>
    public static long Settled()
    {
        for (var round = 0; round < 2; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return torch.Tensor.TotalCount;
    }
}
