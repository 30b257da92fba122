using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>The shapes of what each layer returns, noted by hooks while one batch passes through.</summary>
internal static class OutputShapes
{
    public static Dictionary<Module, long[]> Trace(Module<SongBatch, Tensor> model, SongBatch batch)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var shapes = new Dictionary<Module, long[]>();
        var hooks = model.modules().OfType<Module<Tensor, Tensor>>().Select(layer => layer.register_forward_hook(Note)).ToList();
        try
        {
            model.eval();
            shapes[model] = model.call(batch).shape;
        }
        finally
        {
            hooks.ForEach(hook => hook.remove());
        }
        return shapes;

        Tensor Note(Module<Tensor, Tensor> layer, Tensor input, Tensor output)
        {
            shapes[layer] = output.shape;
            return output;
        }
    }
}
