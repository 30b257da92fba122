using System.Runtime.InteropServices;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace GenreNotebooks.Training;

/// <summary>
/// The loss: PyTorch's <c>CrossEntropyLoss(label_smoothing=…)</c>, the mean over a batch. It is computed directly from the logits' memory: for so
/// few numbers, LibTorch's call overhead exceeds the arithmetic.
/// </summary>
/// <param name="labelSmoothing">The share of each label that is spread over all genres. It affects the gradient, but not the reported losses.</param>
internal sealed class CrossEntropy(double labelSmoothing = 0)
{
    /// <summary>The loss of one song in nats: <c>log(sum(exp(logits))) - logits[label]</c>.</summary>
    public static double Loss(ReadOnlySpan<float> logits, int label)
    {
        var highest = TensorPrimitives.Max(logits);
        return Math.Log(SumOfPowers(logits, highest)) - (logits[label] - highest);
    }

    /// <summary>The gradient of the mean loss: <c>(softmax - label) / batch</c>, with one-hot or smoothed labels.</summary>
    /// <param name="logits">The logits, <c>[batch, classes]</c>.</param>
    /// <param name="batch">The songs.</param>
    /// <returns>The gradient, <c>[batch, classes]</c>, on the device of the logits.</returns>
    public Tensor Gradient(Tensor logits, SongBatch batch)
    {
        var values = Inference.OnCpu(logits);
        var gradient = empty(values.shape);
        var rows = MemoryMarshal.Cast<byte, float>(values.bytes);
        var gradients = MemoryMarshal.Cast<byte, float>(gradient.bytes);
        var classes = rows.Length / batch.Size;
        for (var song = 0; song < batch.Size; song++)
        {
            AddSong(rows.Slice(song * classes, classes), batch.LabelOf(song), gradients.Slice(song * classes, classes), batch.Size);
        }
        GC.KeepAlive(values);
        return logits.device_type == DeviceType.CPU ? gradient : gradient.to(logits.device);
    }

    private void AddSong(ReadOnlySpan<float> logits, int label, Span<float> gradient, int batchSize)
    {
        var highest = TensorPrimitives.Max(logits);
        var (sum, spread) = (SumOfPowers(logits, highest), labelSmoothing / logits.Length);
        for (var genre = 0; genre < logits.Length; genre++)
        {
            var probability = Math.Exp(logits[genre] - highest) / sum;
            gradient[genre] = (float)((probability - ((genre == label ? 1 - labelSmoothing : 0) + spread)) / batchSize);
        }
    }

    private static double SumOfPowers(ReadOnlySpan<float> logits, float highest)
    {
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - highest);
        }
        return sum;
    }
}

/// <summary>The mean loss and the accuracy over the batches seen so far.</summary>
internal sealed class RunningScore
{
    private double loss;
    private long right;
    private long songs;

    /// <summary>The mean cross-entropy in nats.</summary>
    public double Loss => loss / songs;

    /// <summary>The share of songs classified correctly, 0 to 1.</summary>
    public double Accuracy => (double)right / songs;

    /// <summary>Adds a batch.</summary>
    /// <param name="logits">The logits, <c>[batch, classes]</c>.</param>
    /// <param name="batch">The songs.</param>
    public void Add(Tensor logits, SongBatch batch)
    {
        var values = Inference.OnCpu(logits);
        var rows = MemoryMarshal.Cast<byte, float>(values.bytes);
        var classes = rows.Length / batch.Size;
        for (var song = 0; song < batch.Size; song++)
        {
            var row = rows.Slice(song * classes, classes);
            var label = batch.LabelOf(song);
            loss += CrossEntropy.Loss(row, label);
            right += TensorPrimitives.IndexOfMax(row) == label ? 1 : 0;
        }
        songs += batch.Size;
        GC.KeepAlive(values);
    }
}
