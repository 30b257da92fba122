using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>
/// The network on both inputs (section <i>Combined Feature Classification</i>): the lyrics and the features are each reduced to
/// eight numbers, concatenated (lyrics first) and classified. 978,090 parameters with the post's settings.
/// </summary>
public sealed class CombinedNet : Module<SongBatch, Tensor>
{
    private readonly Sequential eng_pipeline;
    private readonly Embedding embedding;
    private readonly ReLU relu;
    private readonly Linear fc;
    private readonly Sequential combine;

    /// <summary>Creates the network with random weights drawn from torch's current random state.</summary>
    /// <param name="vocabularySize">The number of entries in the vocabulary; the embedding has one more row, as in the post.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="classes">The number of genres.</param>
    /// <param name="embeddingDim">The size of a token's vector.</param>
    public CombinedNet(int vocabularySize, int features, int classes, int embeddingDim = 32)
        : base(nameof(CombinedNet))
    {
        eng_pipeline = new FusedSequential(Linear(features, 18), ReLU(), Linear(18, 12), ReLU(), Linear(12, 8));
        embedding = Embedding(vocabularySize + 1, embeddingDim, sparse: true); // see TokenVectors
        relu = ReLU();
        fc = Linear(embeddingDim, 8);
        combine = new FusedSequential(Linear(16, 12), ReLU(), Linear(12, 8), ReLU(), Linear(8, classes));
        RegisterComponents();
    }

    /// <summary>The logits of each song, <c>[batch, classes]</c>.</summary>
    public override Tensor forward(SongBatch batch)
    {
        var text = relu.call(TokenVectors.Of(embedding, batch));  // [tokens + batch, embeddingDim], the last rows are the padding
        text = fc.call(MeanOverPositions.Of(text, batch));        // [batch, 8]
        var features = eng_pipeline.call(batch.Features);         // [batch, 8]
        return combine.call(cat([text, features], 1));
    }
}
