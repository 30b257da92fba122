using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace GenreNotebooks.Models;

/// <summary>
/// PyTorch's <c>Sequential</c>. It trains linear layers with ReLU between them on few songs several times as fast, as one operation of autograd;
/// the results differ from those of <c>Sequential</c> in the last digits only. Any other layers are computed as by <c>Sequential</c>.
/// </summary>
public sealed class FusedSequential : Sequential
{
    private readonly Linear[] layers;
    private readonly int count;

    /// <summary>Creates the layers' container.</summary>
    /// <param name="modules">The layers, in order.</param>
    public FusedSequential(params nn.Module<Tensor, Tensor>[] modules)
        : base(modules)
    {
        var alternate = modules.Index().All(module => module.Index % 2 == 0 ? module.Item is Linear : module.Item is ReLU);
        layers = alternate && modules.Length % 2 == 1 ? [.. modules.OfType<Linear>()] : [];
        count = modules.Length;
    }

    /// <summary>Passes a tensor through the layers.</summary>
    /// <param name="tensor"><c>[songs, inputs of the first layer]</c>.</param>
    public override Tensor forward(Tensor tensor) =>
        (Count == count ? FusedLayers.Call(layers, tensor) : null) ?? base.forward(tensor); // layers may have been appended
}

/// <summary>
/// Linear layers with ReLU between, in training one operation of autograd. For a few songs, LibTorch's forty or so calls for the layers of the
/// network on features, forward and back, take far longer than the arithmetic.
/// </summary>
internal static class FusedLayers
{
    private const int MostValues = 4096; // LibTorch computes more of them faster

    /// <summary><c>[songs, outputs of the last layer]</c>; null where LibTorch is no slower or is to refuse the input.</summary>
    /// <param name="layers">The layers, with bias.</param>
    /// <param name="x">The input, <c>[songs, inputs of the first layer]</c>.</param>
    public static Tensor? Call(IReadOnlyList<Linear> layers, Tensor x) =>
        layers.Count > 1 && is_grad_enabled() && Fits(layers, x)
            ? Operation.apply([layers, x, .. layers.SelectMany(layer => new Tensor[] { layer.weight, layer.bias! })])
            : null;

    private static bool Fits(IReadOnlyList<Linear> layers, Tensor x) =>
        x.device_type == DeviceType.CPU && x.numel() <= MostValues && x.dim() == 2 && x.size(1) == layers[0].in_features
        && x.dtype == ScalarType.Float32 && layers.All(layer => layer.bias is not null && layer.weight.dtype == ScalarType.Float32);

    /// <summary>The layers as a function of autograd; its arguments are the layers, the input, and the weight and bias of each layer.</summary>
    private sealed class Operation : SingleTensorFunction<Operation>
    {
        private const string Layers = "layers", Activations = "activations", IsInputLearnt = "isInputLearnt";

        /// <inheritdoc/>
        public override string Name => nameof(FusedLayers);

        /// <inheritdoc/>
        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var (layers, x) = ((IReadOnlyList<Linear>)vars[0], (Tensor)vars[1]);
            List<SongLanes> activations = [SongLanes.Of(x, layers[0].in_features)];
            foreach (var layer in layers)
            {
                activations.Add(activations[^1].Linear(layer, relu: activations.Count < layers.Count));
            }
            ctx.save_data(Layers, layers);
            ctx.save_data(Activations, activations);
            ctx.save_data(IsInputLearnt, x.requires_grad);
            return activations[^1].ToTensor();
        }

        /// <inheritdoc/>
        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            var layers = (IReadOnlyList<Linear>)ctx.get_data(Layers);
            var activations = (List<SongLanes>)ctx.get_data(Activations);
            var isInputLearnt = (bool)ctx.get_data(IsInputLearnt);
            var gradients = new Tensor[2 + (2 * layers.Count)];
            var gradient = SongLanes.Of(grad_output, layers[^1].out_features);
            for (var layer = layers.Count - 1; layer >= 0; layer--)
            {
                (gradients[(2 * layer) + 2], gradients[(2 * layer) + 3]) = gradient.OfLayer(activations[layer]);
                if (layer > 0 || isInputLearnt)
                {
                    gradient = gradient.OfInput(layers[layer], activations[layer], relu: layer > 0);
                }
            }
            gradients[1] = isInputLearnt ? gradient.ToTensor() : null!;
            return [.. gradients];
        }
    }
}

/// <summary>A matrix <c>[songs, width]</c> in blocks of eight songs, side by side in memory; the last block is padded with zeros.</summary>
/// <param name="width">The number of columns.</param>
/// <param name="songs">The number of rows.</param>
internal sealed class SongLanes(int width, int songs)
{
    private const int Count = 8;

    private readonly Vector256<float>[] lanes = new Vector256<float>[(songs + Count - 1) / Count * width];
    private readonly int width = width;

    public static SongLanes Of(Tensor tensor, long width)
    {
        using var contiguous = tensor.contiguous();
        var values = Floats(contiguous);
        var result = new SongLanes((int)width, values.Length / (int)width);
        for (int song = 0, index = 0; index < values.Length; song++)
        {
            for (var column = 0; column < result.width; column++)
            {
                result.At(song, column) = values[index++];
            }
        }
        GC.KeepAlive(contiguous); // the span does not keep the tensor alive
        return result;
    }

    public Tensor ToTensor()
    {
        var tensor = empty(songs, width);
        var values = Floats(tensor);
        for (int song = 0, index = 0; song < songs; song++)
        {
            for (var column = 0; column < width; column++)
            {
                values[index++] = At(song, column);
            }
        }
        return tensor;
    }

    /// <summary>A linear layer, with ReLU or without.</summary>
    public SongLanes Linear(Linear layer, bool relu)
    {
        var weight = Floats(layer.weight);
        var bias = Floats(layer.bias!);
        var result = new SongLanes(bias.Length, songs);
        for (int from = 0, to = 0; from < lanes.Length; from += width)
        {
            for (var row = 0; row < bias.Length; row++)
            {
                var sum = Vector256.Create(bias[row]);
                for (var column = 0; column < width; column++)
                {
                    sum += weight[(row * width) + column] * lanes[from + column];
                }
                result.lanes[to++] = relu ? Vector256.Max(sum, Vector256<float>.Zero) : sum;
            }
        }
        return result;
    }

    /// <summary>The gradients of a layer's weights and bias; this is the gradient of its output.</summary>
    public (Tensor Weight, Tensor Bias) OfLayer(SongLanes input)
    {
        var (weight, bias) = (zeros(width, input.width), zeros(width));
        var weights = Floats(weight);
        var biases = Floats(bias);
        for (int from = 0, to = 0; from < input.lanes.Length; from += input.width)
        {
            for (var row = 0; row < width; row++, to++)
            {
                biases[row] += Vector256.Sum(lanes[to]);
                for (var column = 0; column < input.width; column++)
                {
                    weights[(row * input.width) + column] += Vector256.Sum(lanes[to] * input.lanes[from + column]);
                }
            }
        }
        return (weight, bias);
    }

    /// <summary>The gradient of a layer's input; this is the gradient of its output.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The input.</param>
    /// <param name="relu">Whether the input comes from ReLU.</param>
    public SongLanes OfInput(Linear layer, SongLanes input, bool relu)
    {
        var weight = Floats(layer.weight);
        var result = new SongLanes(input.width, songs);
        for (int from = 0, to = 0; from < input.lanes.Length; from += input.width)
        {
            for (var row = 0; row < width; row++, to++)
            {
                for (var column = 0; column < input.width; column++)
                {
                    result.lanes[from + column] += weight[(row * input.width) + column] * lanes[to];
                }
            }
        }
        for (var index = 0; relu && index < result.lanes.Length; index++)
        {
            result.lanes[index] &= Vector256.GreaterThan(input.lanes[index], Vector256<float>.Zero);
        }
        return result;
    }

    private ref float At(int song, int column) =>
        ref MemoryMarshal.Cast<Vector256<float>, float>(lanes.AsSpan())[(((song / Count * width) + column) * Count) + (song % Count)];

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
