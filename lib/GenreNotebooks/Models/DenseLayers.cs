using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>Linear layers one after the other, ReLU and dropout after each but the last.</summary>
internal sealed class DenseLayers : Module<Tensor, SongBatch, Tensor>
{
    private readonly ModuleList<Linear> layers;
    private readonly double dropout;
    private readonly uint place;

    /// <param name="widths">The numbers that go into the first layer, then those that each layer gives.</param>
    /// <param name="dropout">The probability that an element is dropped.</param>
    /// <param name="place">Tells apart the dropouts of one network; each further layer takes the next.</param>
    public DenseLayers(IReadOnlyList<int> widths, double dropout = 0, uint place = 0)
        : base(nameof(DenseLayers))
    {
        (this.dropout, this.place) = (dropout, place);
        layers = ModuleList(widths.Zip(widths.Skip(1), (from, to) => Linear(from, to)).ToArray());
        RegisterComponents();
    }

    /// <summary><c>[batch, first width]</c> to <c>[batch, last width]</c>.</summary>
    public override Tensor forward(Tensor x, SongBatch batch)
    {
        for (var layer = 0; layer < layers.Count - 1; layer++)
        {
            x = functional.relu(layers[layer].call(x));
            x = training ? DropoutMask.Apply(x, batch, dropout, place + (uint)layer) : x;
        }
        return layers[^1].call(x);
    }
}
