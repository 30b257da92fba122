using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenreNotebooks.Models;

/// <summary>The embedding of a batch's tokens, with the gradient that the optimizer needs.</summary>
internal static class TokenVectors
{
    /// <summary>A vector for each of the batch's <see cref="SongBatch.Tokens"/>, <c>[tokens + batch, dim]</c>.</summary>
    /// <param name="embedding">An embedding with sparse gradients.</param>
    /// <param name="batch">The batch.</param>
    /// <returns>Its gradient is sparse in the trainer, else it has every row, as the optimizers of TorchSharp need it.</returns>
    public static Tensor Of(Embedding embedding, SongBatch batch) => batch.TakesSparseGradients || !is_grad_enabled()
        ? embedding.call(batch.Tokens)
        : embedding.weight!.index_select(0, batch.Tokens);
}
