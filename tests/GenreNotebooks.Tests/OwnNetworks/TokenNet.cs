using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.OwnNetworks;

/// <summary>A network as a user writes it: attention over tokens with position, batch normalization and dropout, in plain TorchSharp.</summary>
internal sealed class TokenNet : Module<SongBatch, Tensor>
{
    private readonly Embedding embedding;
    private readonly Embedding position;
    private readonly Linear score;
    private readonly BatchNorm1d norm;
    private readonly Dropout dropout;
    private readonly Linear fc;

    public TokenNet(int vocabularySize, int genres, int dim = 4, bool sparse = true)
        : base(nameof(TokenNet))
    {
        embedding = Embedding(vocabularySize, dim, sparse: sparse);
        position = Embedding(512, dim);
        score = Linear(dim, 1, hasBias: false); // a softmax would not change with the bias
        norm = BatchNorm1d(dim);
        dropout = Dropout(0.3);
        fc = Linear(dim, genres);
        RegisterComponents();
    }

    public override Tensor forward(SongBatch batch)
    {
        using Scalar one = 1;
        var x = embedding.call(batch.Tokens).add(position.call(batch.Positions), one);
        x = batch.SumBySong(x * SongSoftmax.Of(score.call(x), batch));
        return fc.call(dropout.call(norm.call(x)));
    }

    public static ModelDefinition Definition(int dim = 4, TrainingMethod? training = null) =>
        new("token net", (vocabularySize, genres) => new TokenNet(vocabularySize, genres, dim), new { dim }) { Training = training };
}
