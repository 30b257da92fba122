using static TorchSharp.torch;

namespace GenreNotebooks.Vectorization;

/// <summary>Some songs as tensors: what a model's <c>forward</c> takes (section <i>Text Vectorization</i>).</summary>
/// <param name="Ids">Token ids padded with 0, int64 of shape <c>[batch, length]</c>.</param>
/// <param name="Features">Engineered features, float32 of shape <c>[batch, 22]</c>.</param>
/// <param name="Labels">Genre labels, int64 of shape <c>[batch]</c>.</param>
public sealed record SongBatch(Tensor Ids, Tensor Features, Tensor Labels) : IDisposable
{
    /// <summary>The number of songs.</summary>
    public int Size => (int)Labels.shape[0];

    /// <summary>The same batch on a device.</summary>
    public SongBatch To(Device device) => new(Ids.to(device), Features.to(device), Labels.to(device));

    /// <inheritdoc/>
    public void Dispose()
    {
        Ids.Dispose();
        Features.Dispose();
        Labels.Dispose();
    }

    /// <summary>Shapes and first rows, as the post shows a batch.</summary>
    public override string ToString()
    {
        using var scope = NewDisposeScope();
        return $"""
            Ids      {ShapeOf(Ids)} int64, first song starts {string.Join(' ', Ids[0].data<long>().Take(12))}
            Features {ShapeOf(Features)} float32, first song starts {FormatFloats(Features[0].data<float>().Take(4))}
            Labels   {ShapeOf(Labels)} int64: {string.Join(' ', Labels.data<long>())}
            """;
    }

    private static string ShapeOf(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    private static string FormatFloats(IEnumerable<float> values) =>
        string.Join(' ', values.Select(value => value.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)));
}
