using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>
/// The network on lyrics (section <i>Lyrical Classification</i>): each token is embedded and passed through one layer, then
/// the mean over all positions, including padding, is classified. 977,924 parameters with the post's settings.
/// </summary>
public sealed class TextClassificationModel : Module<SongBatch, Tensor>
{
    // Named and ordered as in the post: both are visible in the layer table and in saved weights.
    private readonly Embedding embedding;
    private readonly Dropout dropout;
    private readonly Linear fc_flat;
    private readonly Linear fc;
    private readonly ReLU relu;

    /// <summary>Creates the network with random weights drawn from torch's current random state.</summary>
    /// <param name="vocabularySize">The number of entries in the vocabulary; the embedding has one more row, as in the post.</param>
    /// <param name="classes">The number of genres.</param>
    /// <param name="embeddingDim">The size of a token's vector.</param>
    /// <param name="dropout">The share of elements set to zero during training, 0 to 1.</param>
    public TextClassificationModel(int vocabularySize, int classes, int embeddingDim = 32, double dropout = 0.2)
        : base(nameof(TextClassificationModel))
    {
        embedding = Embedding(vocabularySize + 1, embeddingDim, sparse: true); // see TokenVectors
        this.dropout = Dropout(dropout);
        fc_flat = Linear(embeddingDim, embeddingDim);
        fc = Linear(embeddingDim, classes);
        relu = ReLU();
        RegisterComponents();
    }

    /// <summary>The logits of each song, <c>[batch, classes]</c>.</summary>
    public override Tensor forward(SongBatch batch)
    {
        var x = TokenVectors.Of(embedding, batch); // [tokens + batch, embeddingDim], the last rows are the padding
        x = relu.call(fc_flat.call(x));
        x = MeanOverPositions.Of(x, batch, dropout); // [batch, embeddingDim]
        return fc.call(x);
    }
}
