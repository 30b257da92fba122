using System.Globalization;
using System.Text;
using GenreNotebooks.Display;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>The layers of a network with their parameters, like torchinfo's summary (section <i>Model Building</i>).</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class LayerTable : IHtmlDisplay
{
    private LayerTable(IReadOnlyList<LayerRow> rows) => Rows = rows;

    /// <summary>The network itself, then its layers in declaration order, each container before the layers nested in it.</summary>
    public IReadOnlyList<LayerRow> Rows { get; }

    /// <summary>The number of trainable parameters of the network.</summary>
    public long TotalParameters => Rows.Sum(row => row.Parameters);

    /// <summary>Describes a network.</summary>
    /// <param name="model">The network; if a batch is given, the network is left in eval mode.</param>
    /// <param name="batch">If given, the batch is passed through the network once to record the shape of each layer's output.</param>
    public static LayerTable Of(Module<SongBatch, Tensor> model, SongBatch? batch = null)
    {
        var shapes = batch is null ? [] : OutputShapes.Trace(model, batch);
        var rows = new List<LayerRow>();
        Add(rows, model, "", 0, shapes);
        return new(rows);
    }

    /// <inheritdoc/>
    public string ToHtml() => $"<pre>{System.Net.WebUtility.HtmlEncode(ToString())}</pre>";

    /// <inheritdoc/>
    public override string ToString()
    {
        var name = Rows.Max(row => row.Title.Length) + 2;
        var shape = Math.Max("Output Shape".Length, Rows.Max(row => row.ShapeText.Length)) + 2;
        var rule = new string('=', name + shape + 12);
        var text = new StringBuilder();
        text.AppendLine(rule);
        text.AppendLine("Layer".PadRight(name) + "Output Shape".PadRight(shape) + "Param #".PadLeft(12));
        text.AppendLine(rule);
        foreach (var row in Rows)
        {
            var parameters = row.Parameters == 0 ? "--" : Format(row.Parameters);
            text.AppendLine(row.Title.PadRight(name) + row.ShapeText.PadRight(shape) + parameters.PadLeft(12));
        }
        text.AppendLine(rule);
        text.AppendLine("Total params: " + Format(TotalParameters));
        text.Append(rule);
        return text.ToString();
    }

    private static void Add(
        List<LayerRow> rows, Module module, string name, int depth, IReadOnlyDictionary<Module, long[]> shapes)
    {
        var own = module.named_parameters(recurse: false).Sum(parameter => parameter.parameter.numel());
        rows.Add(new(name, module is FusedSequential ? nameof(Sequential) : module.GetType().Name, depth, own, shapes.GetValueOrDefault(module)));
        foreach (var (childName, child) in module.named_children())
        {
            Add(rows, child, childName, depth + 1, shapes);
        }
    }

    private static string Format(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>One row of a <see cref="LayerTable"/>.</summary>
/// <param name="Name">The name the layer is registered under; empty for the network itself.</param>
/// <param name="Type">The layer's type, such as <c>Linear</c>.</param>
/// <param name="Depth">The nesting depth; 0 for the network itself.</param>
/// <param name="Parameters">The number of the layer's own trainable parameters, without those of nested layers.</param>
/// <param name="OutputShape">The shape of the layer's output for the batch; null without a batch or if the layer was not called.</param>
public sealed record LayerRow(string Name, string Type, int Depth, long Parameters, IReadOnlyList<long>? OutputShape)
{
    internal string Title => Depth == 0 ? Type : $"{new string(' ', (Depth - 1) * 3)}├─{Type} ({Name})";

    internal string ShapeText => OutputShape is null ? "--" : $"[{string.Join(", ", OutputShape)}]";
}

/// <summary>Records the shape of each layer's output with hooks while one batch passes through.</summary>
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
