using GenreNotebooks.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Benchmarks;

/// <summary>
/// The post's networks as one writes them first: they take padded ids, <c>[batch, 512]</c>, and features, <c>[batch, 22]</c>.
/// Their parameters have the names that ours have.
/// </summary>
internal static class PlainNetworks
{
    private const int Features = 22;

    public static Module<Tensor, Tensor, Tensor> Create(ModelKind kind, int vocabularySize, int classes, double dropout) => kind switch
    {
        ModelKind.Lyrics => new Lyrics(vocabularySize, classes, dropout),
        ModelKind.Metadata => new Metadata(classes),
        _ => new Combined(vocabularySize, classes),
    };

    private sealed class Lyrics : Module<Tensor, Tensor, Tensor>
    {
        private readonly Embedding embedding;
        private readonly Dropout dropout;
        private readonly Linear fc_flat = Linear(32, 32);
        private readonly Linear fc;

        public Lyrics(int vocabularySize, int classes, double dropout) : base(nameof(Lyrics))
        {
            (embedding, this.dropout, fc) = (Embedding(vocabularySize + 1, 32), Dropout(dropout), Linear(32, classes));
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids, Tensor features) =>
            fc.call(dropout.call(functional.relu(fc_flat.call(embedding.call(ids)))).mean([1]));
    }

    private sealed class Metadata : Module<Tensor, Tensor, Tensor>
    {
        private readonly Sequential pipeline;

        public Metadata(int classes) : base(nameof(Metadata))
        {
            pipeline = Sequential(
                Linear(Features, 18), ReLU(), Linear(18, 12), ReLU(), Linear(12, 8), ReLU(), Linear(8, classes));
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids, Tensor features) => pipeline.call(features);
    }

    private sealed class Combined : Module<Tensor, Tensor, Tensor>
    {
        private readonly Sequential eng_pipeline = Sequential(Linear(Features, 18), ReLU(), Linear(18, 12), ReLU(), Linear(12, 8));
        private readonly Embedding embedding;
        private readonly Linear fc = Linear(32, 8);
        private readonly Sequential combine;

        public Combined(int vocabularySize, int classes) : base(nameof(Combined))
        {
            embedding = Embedding(vocabularySize + 1, 32);
            combine = Sequential(Linear(16, 12), ReLU(), Linear(12, 8), ReLU(), Linear(8, classes));
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids, Tensor features) => combine.call(
            cat([fc.call(functional.relu(embedding.call(ids)).mean([1])), eng_pipeline.call(features)], 1));
    }
}
