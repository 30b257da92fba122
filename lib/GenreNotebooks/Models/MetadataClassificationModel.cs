using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>
/// The network on the engineered features (section <i>Engineered Features Classification</i>): 22-18-12-8-4 with
/// ReLU between. 782 parameters.
/// </summary>
public sealed class MetadataClassificationModel : Module<SongBatch, Tensor>
{
    private readonly Sequential pipeline;

    /// <summary>Creates the network with random weights drawn from torch's current random state.</summary>
    /// <param name="features">The number of features.</param>
    /// <param name="classes">The number of genres.</param>
    public MetadataClassificationModel(int features, int classes)
        : base(nameof(MetadataClassificationModel))
    {
        pipeline = new FusedSequential(
            Linear(features, 18), ReLU(),
            Linear(18, 12), ReLU(),
            Linear(12, 8), ReLU(),
            Linear(8, classes));
        RegisterComponents();
    }

    /// <summary>The logits of each song, <c>[batch, classes]</c>.</summary>
    public override Tensor forward(SongBatch batch) => pipeline.call(batch.Features);
}
