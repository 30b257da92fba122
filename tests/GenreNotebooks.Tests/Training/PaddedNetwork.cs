using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Training;

/// <summary>The post's networks written plainly, every song padded to the full length: what ours are compared with.</summary>
internal sealed class PaddedNetwork
{
    private readonly ModelKind kind;

    public PaddedNetwork(ModelKind kind, Module<SongBatch, Tensor> original)
    {
        this.kind = kind;
        Parameters = original.named_parameters().ToDictionary(
            named => named.name, named => new Parameter(named.parameter.detach().clone()));
    }

    public Dictionary<string, Parameter> Parameters { get; }

    public Tensor Forward(SongBatch batch) => kind switch
    {
        ModelKind.Lyrics => Linear(functional.relu(Linear(Embed(batch), "fc_flat")).mean([1]), "fc"),
        ModelKind.Metadata => Pipeline(batch.Features, "pipeline", 4),
        _ => Pipeline(
            cat([Linear(functional.relu(Embed(batch)).mean([1]), "fc"), Pipeline(batch.Features, "eng_pipeline", 3)], 1), "combine", 3),
    };

    private Tensor Embed(SongBatch batch) => Parameters["embedding.weight"].index_select(0, batch.Ids.flatten()).view(batch.Size, batch.Length, -1);

    private Tensor Linear(Tensor x, string name) => functional.linear(x, Parameters[$"{name}.weight"], Parameters[$"{name}.bias"]);

    private Tensor Pipeline(Tensor x, string name, int layers)
    {
        for (var layer = 0; layer < layers; layer++)
        {
            x = Linear(layer == 0 ? x : functional.relu(x), $"{name}.{2 * layer}");
        }
        return x;
    }
}
