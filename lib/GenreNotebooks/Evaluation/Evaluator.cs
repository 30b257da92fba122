using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Evaluation;

/// <summary>Evaluates a trained network in eval mode, dropout off: the post's evaluation by genre after training.</summary>
public static class Evaluator
{
    /// <summary>Predicts every song of a dataset and counts the predictions by true genre.</summary>
    /// <param name="model">The network; it is left in eval mode.</param>
    /// <param name="songs">The songs.</param>
    /// <exception cref="DivergedException">The network computes NaN or infinity.</exception>
    /// <exception cref="InputException">The network has too few tokens.</exception>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    public static ConfusionMatrix Evaluate(Module<SongBatch, Tensor> model, SongDataset songs)
    {
        using var stop = NotebookEngine.Linked();
        ModelKinds.RequireTokens(model, songs.VocabularySize);
        model.eval();
        var counts = new int[songs.Genres.Count, songs.Genres.Count];
        Inference.Run(model, Inference.Batches(songs), Count, stop.Token);
        return new(songs.Genres.Names, counts);

        void Count(SongBatch batch, Tensor logits)
        {
            var predicted = logits.argmax(1).cpu().data<long>();
            for (var song = 0; song < batch.Size; song++)
            {
                counts[batch.LabelOf(song), predicted[song]]++;
            }
        }
    }
}
