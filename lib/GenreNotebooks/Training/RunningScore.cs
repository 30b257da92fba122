using GenreNotebooks.Vectorization;
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

    public void Add(Tensor logits, SongBatch batch, Tensor meanLoss)
    {
        loss += meanLoss.item<float>() * (double)batch.Size;
        songs += batch.Size;
        var predicted = logits.argmax(1).cpu().data<long>();
        for (var song = 0; song < batch.Size; song++)
        {
            right += predicted[song] == batch.LabelValues[song] ? 1 : 0;
        }
    }
}
