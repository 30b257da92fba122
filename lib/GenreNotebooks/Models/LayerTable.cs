using System.Globalization;
using System.Text;
using GenreNotebooks.Plots;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>The layers of a network with their parameters, like torchinfo's summary (section <i>Model Building</i>).</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class LayerTable : IHtmlDisplay
{
    private LayerTable(IReadOnlyList<LayerRow> rows) => Rows = rows;

    /// <summary>The network itself, then its layers in the order of their declaration, each with what it is nested in before it.</summary>
    public IReadOnlyList<LayerRow> Rows { get; }

    /// <summary>All trainable parameters of the network.</summary>
    public long TotalParameters => Rows.Sum(row => row.Parameters);

    /// <summary>Describes a network.</summary>
    /// <param name="model">The network; with a batch, it is left in eval mode.</param>
    /// <param name="batch">If given, is passed through the network once, and the table has the shape of each layer's output.</param>
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
        rows.Add(new(name, module.GetType().Name, depth, own, shapes.GetValueOrDefault(module)));
        foreach (var (childName, child) in module.named_children())
        {
            Add(rows, child, childName, depth + 1, shapes);
        }
    }

    private static string Format(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
