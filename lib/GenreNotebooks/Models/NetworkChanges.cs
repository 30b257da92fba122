using System.Security.Cryptography;
using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>How a network in a cell differs from the library's network of the same kind, in layers and in what they compute.</summary>
internal static class NetworkChanges
{
    private const int ChecksumDigits = 4;

    /// <summary>Compares two networks. Their weights do not matter, and are the same afterwards.</summary>
    /// <param name="network">The network.</param>
    /// <param name="library">The library's network; its weights are lost.</param>
    /// <param name="batch">Songs to compute logits for.</param>
    /// <returns>
    /// Null if both compute the same to the last bit. Otherwise the layers that differ and a checksum of what the network computes, such as
    /// <c>fc_flat Linear 32-64, fc Linear 64-4 (3f2a)</c>.
    /// </returns>
    public static string? Of(Module<SongBatch, Tensor> network, Module<SongBatch, Tensor> library, SongBatch batch)
    {
        var (theirs, ours) = (LayersOf(network), LayersOf(library));
        string[] layers =
        [
            .. theirs.Where(layer => ours.GetValueOrDefault(layer.Key) != layer.Value).Select(layer => $"{layer.Key} {layer.Value}"),
            .. ours.Keys.Except(theirs.Keys).Select(name => $"no {name}"),
        ];
        var checksum = Checksum(network, batch);
        return layers.Length == 0 && checksum == Checksum(library, batch)
            ? null
            : $"{string.Join(", ", layers.DefaultIfEmpty("forward"))} ({checksum[..ChecksumDigits]})";
    }

    private static Dictionary<string, string> LayersOf(Module network) =>
        network.named_modules().Where(layer => layer.name.Length > 0).ToDictionary(layer => layer.name, layer => Describe(layer.module));

    private static string Describe(Module layer) => layer switch
    {
        Linear linear => FormattableString.Invariant($"Linear {linear.in_features}-{linear.out_features}{(linear.bias is null ? " without bias" : "")}"),
        Dropout dropout => FormattableString.Invariant($"Dropout {dropout.p}"),
        _ => string.Join(' ', [layer.GetType().Name, .. layer.named_parameters(recurse: false).Select(entry => string.Join('-', entry.parameter.shape))]),
    };

    /// <summary>A checksum of the logits that a network computes with made-up weights, in eval mode and in training mode.</summary>
    private static string Checksum(Module<SongBatch, Tensor> network, SongBatch batch)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var kept = network.named_parameters().Select(entry => entry.parameter.detach().clone()).ToList();
        using var buffers = new KeptBuffers(network);
        var wasTraining = network.training;
        try
        {
            foreach (var (name, parameter) in network.named_parameters())
            {
                var start = name.Sum(letter => letter); // by name, because the order of the layers does not matter
                var weights = new float[parameter.numel()];
                for (var index = 0; index < weights.Length; index++)
                {
                    weights[index] = 0.3f * MathF.Sin((0.7f * index) + start);
                }
                parameter.copy_(tensor(weights, parameter.shape));
            }
            using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var training in (bool[])[false, true])
            {
                network.train(training);
                sha256.AppendData(Inference.OnCpu(ModelKinds.Seeded(0, () => network.call(batch))).contiguous().bytes);
            }
            return Convert.ToHexStringLower(sha256.GetCurrentHash());
        }
        finally
        {
            foreach (var ((_, parameter), before) in network.named_parameters().Zip(kept))
            {
                parameter.copy_(before);
            }
            network.train(wasTraining);
        }
    }
}
