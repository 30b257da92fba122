using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Evaluation;

/// <summary>Measures a trained model in eval mode, dropout off: the post's pass by genre after the loop.</summary>
public static class Evaluator
{
    /// <summary>Predicts every song of a dataset and counts the predictions by true genre.</summary>
    /// <param name="model">The network; it is left in eval mode.</param>
    /// <param name="songs">The songs.</param>
    /// <param name="genres">The genres, in the order of their labels.</param>
    public static ConfusionMatrix Evaluate(Module<SongBatch, Tensor> model, SongDataset songs, IReadOnlyList<string> genres)
    {
        using var stop = NotebookEngine.Linked();
        model.eval();
        using var noGradients = no_grad();
        var device = model.parameters().First().device;
        var counts = new int[genres.Count, genres.Count];
        foreach (var batch in new SongBatches(songs, batchSize: 256).OfEpoch())
        {
            stop.Token.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var collated = batch;
            batch.Device = device;
            var predicted = model.call(batch).argmax(1).cpu().data<long>();
            for (var song = 0; song < batch.Size; song++)
            {
                counts[batch.LabelOf(song), predicted[song]]++;
            }
        }
        return new(genres, counts);
    }
}
