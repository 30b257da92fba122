using static TorchSharp.torch;

namespace GenreNotebooks.Models;

/// <summary>Keeps a network's buffers and puts them back when it is disposed.</summary>
/// <param name="network">The network.</param>
internal sealed class KeptBuffers(nn.Module network) : IDisposable
{
    private readonly List<Tensor> kept = [.. network.named_buffers().Select(entry => entry.buffer.detach().clone())];

    /// <inheritdoc/>
    public void Dispose()
    {
        using var noGradients = no_grad();
        foreach (var ((_, buffer), before) in network.named_buffers().Zip(kept))
        {
            buffer.copy_(before);
            before.Dispose();
        }
    }
}
