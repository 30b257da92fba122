using System.Runtime.InteropServices;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>Mean cross-entropy and accuracy over the batches seen so far.</summary>
/// <param name="labelSmoothing">The share of each label that is spread over all genres: it changes the gradients, not the loss that is told.</param>
internal sealed class RunningScore(double labelSmoothing = 0)
{
    private double loss;
    private long right;
    private long songs;

    public double Loss => loss / songs;

    public double Accuracy => (double)right / songs;

    /// <summary>
    /// Adds a batch and returns the gradient of its mean cross-entropy, <c>[batch, classes]</c>. Worked out here from the logits'
    /// memory: for so few numbers LibTorch's calls (loss, its gradient, its value, arg max) take longer than all arithmetic.
    /// </summary>
    public Tensor Add(Tensor logits, SongBatch batch)
    {
        var values = logits.device_type == DeviceType.CPU ? logits : logits.detach().cpu();
        var scores = MemoryMarshal.Cast<byte, float>(values.bytes);
        var gradient = empty(values.shape);
        var gradients = MemoryMarshal.Cast<byte, float>(gradient.bytes);
        var classes = scores.Length / batch.Size;
        for (var song = 0; song < batch.Size; song++)
        {
            var row = song * classes;
            AddSong(scores.Slice(row, classes), batch.LabelOf(song), gradients.Slice(row, classes), batch.Size);
        }
        songs += batch.Size;
        GC.KeepAlive(values);
        return logits.device_type == DeviceType.CPU ? gradient : gradient.to(logits.device);
    }

    /// <summary>One song: <c>softmax - label</c> is the gradient of its loss, the label one-hot or smoothed.</summary>
    private void AddSong(ReadOnlySpan<float> logits, int label, Span<float> gradient, int batchSize)
    {
        var (best, sum) = (0, 0.0);
        for (var genre = 1; genre < logits.Length; genre++)
        {
            best = logits[genre] > logits[best] ? genre : best;
        }
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - logits[best]);
        }
        var spread = labelSmoothing / logits.Length;
        for (var genre = 0; genre < logits.Length; genre++)
        {
            var probability = Math.Exp(logits[genre] - logits[best]) / sum;
            gradient[genre] = (float)((probability - ((genre == label ? 1 - labelSmoothing : 0) + spread)) / batchSize);
        }
        loss += Math.Log(sum) - (logits[label] - logits[best]);
        right += best == label ? 1 : 0;
    }
}
