using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>Loss and accuracy over the batches seen so far.</summary>
internal sealed class RunningScore
{
    private double loss;
    private long right;
    private long songs;

    public double Loss => loss / songs;

    public double Accuracy => (double)right / songs;

    public void Add(Tensor logits, Tensor labels, Tensor meanLoss)
    {
        var size = labels.shape[0];
        loss += meanLoss.item<float>() * (double)size;
        right += logits.argmax(1).eq(labels).sum().item<long>();
        songs += size;
    }
}
