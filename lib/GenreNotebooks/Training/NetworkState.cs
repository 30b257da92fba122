using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>The tensors of a network that training changes.</summary>
internal static class NetworkState
{
    /// <summary>The parameters, then the buffers, such as the running means of batch normalization, each with its name in PyTorch.</summary>
    public static IEnumerable<(string Name, Tensor Tensor)> Of(nn.Module network) =>
    [
        .. network.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)),
        .. network.named_buffers().Select(entry => (entry.name, entry.buffer)),
    ];
}
