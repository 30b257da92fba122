using System.Security.Cryptography;
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

    /// <summary>A checksum of the parameters by name, and of which of them are trained.</summary>
    public static string Sha256(nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, parameter) in network.named_parameters().OrderBy(entry => entry.name, StringComparer.Ordinal))
        {
            sha256.AppendData(System.Text.Encoding.UTF8.GetBytes($"{name} {parameter.requires_grad} {string.Join(' ', parameter.shape)}\n"));
            var values = parameter.detach().cpu().contiguous();
            sha256.AppendData(values.bytes);
            GC.KeepAlive(values);
        }
        return Convert.ToHexStringLower(sha256.GetCurrentHash());
    }

    /// <summary>Checks that there is something to train, in the type that the library computes in.</summary>
    /// <exception cref="InputException">There is nothing, or a parameter has another type.</exception>
    public static void RequireTrainable(nn.Module network)
    {
        var parameters = network.named_parameters().ToList();
        if (!parameters.Exists(entry => entry.parameter.requires_grad))
        {
            throw new InputException($"The network {network.GetType().Name} has {parameters.Count} parameters and trains none: call RegisterComponents() at the end of its constructor, after its layers are created.");
        }
        if (parameters.Find(entry => entry.parameter.dtype != ScalarType.Float32) is { parameter: { } other, name: var name })
        {
            throw new InputException($"The parameter '{name}' of the network {network.GetType().Name} is {other.dtype}: expected Float32.");
        }
    }
}
